'use client'
import type { Case } from '@aetherflow/api/disputes/desk-schemas'
import { Facts } from '@aetherflow/ui/facts'
import { Picture } from '@aetherflow/ui/picture'
import { Section } from '@aetherflow/ui/section'
import { useTranslations } from 'next-intl'
import { CreditAmount } from '../../../components/credit-amount.tsx'
import { Moment } from '../../../components/moment.tsx'

/** What the consumer got and what they said about it. */
export function CaseFacts({ of: { dispute, receipt, resource, refundable } }: { of: Case }) {
  const t = useTranslations('desk.case')
  const { task, run, settlement } = receipt
  return (
    <Section id="said" title={t('said')}>
      {task.image === null ? (
        <p className="text-ink-2">{t('noImage')}</p>
      ) : (
        <Picture
          src={task.image.url}
          alt={t('imageAlt')}
          width={task.image.width}
          height={task.image.height}
          className="h-auto max-h-[28rem] w-auto max-w-full rounded-image border border-line"
        />
      )}
      <p className="max-w-reading whitespace-pre-line">{dispute.description}</p>
      <Facts
        items={[
          { name: t('prompt'), value: <span lang="">{run.prompt}</span> },
          ...(run.negativePrompt === ''
            ? []
            : [{ name: t('negative'), value: <span lang="">{run.negativePrompt}</span> }]),
          { name: t('model'), value: receipt.modelName },
          { name: t('shape'), value: run.params.aspectRatio },
          { name: t('resource'), value: resource.name },
          { name: t('price'), value: <CreditAmount value={dispute.price} /> },
          ...(settlement === null
            ? []
            : [
                { name: t('share'), value: <CreditAmount value={settlement.providerShare} /> },
                { name: t('fee'), value: <CreditAmount value={settlement.fee} /> },
              ]),
          { name: t('refundable'), value: <CreditAmount value={refundable} /> },
          { name: t('opened'), value: <Moment at={dispute.openedAt} /> },
        ]}
      />
      <details className="text-sm">
        <summary className="link cursor-pointer">{t('evidence')}</summary>
        <pre className="mt-2 max-h-96 overflow-auto rounded-image border border-line bg-sunken p-3 font-mono text-xs">
          {JSON.stringify(dispute.evidence, null, 2)}
        </pre>
      </details>
    </Section>
  )
}
