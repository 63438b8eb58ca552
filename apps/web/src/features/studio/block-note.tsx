'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Callout } from '@aetherflow/ui/callout'
import { useFormatter, useTranslations } from 'next-intl'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useReason } from '../images/use-words.ts'
import { CapNote } from '../limits/cap-note.tsx'
import type { Block } from './block-of-draft.ts'

type Props = {
  block: Block
  ownKey: boolean
  byId: ReadonlyMap<string, ModelView>
  onModel: (modelId: string) => void
  onNoLimit: () => void
}

/** Why nothing can be sent as it stands, and the way out; said before the press, not after. */
export function BlockNote({ block, ownKey, byId, onModel, onNoLimit }: Props) {
  const t = useTranslations('studio.block')
  const format = useFormatter()
  const reason = useReason()
  const named = (ids: readonly string[]) => format.list(ids.map((id) => byId.get(id)?.name ?? id))
  switch (block.kind) {
    case 'language':
      return <LanguageNote block={block} byId={byId} onModel={onModel} named={named} />
    case 'closed': {
      const time = format.dateTime(block.until, {
        dateStyle: 'short',
        timeStyle: 'short',
        hour12: false,
      })
      return <Callout tone="warn">{t('closed', { models: named(block.modelIds), time })}</Callout>
    }
    case 'no-provider':
      return (
        <Callout
          tone="warn"

          title={t(ownKey ? 'noProviderOwn' : 'noProvider', { models: named(block.modelIds) })}
        >
          {block.reasons.length > 0 && (
            <p>{format.list(block.reasons.map(reason), { type: 'unit' })}</p>
          )}
          <p>{t('noProviderAdvice')}</p>
        </Callout>
      )
    case 'ceiling-low':
      return (
        <Callout
          tone="warn"
          title={t('dearer', { models: named(block.modelIds) })}
          action={
            <Button size="dense" onClick={onNoLimit}>
              {t('dropLimit')}
            </Button>
          }
        >
          {t.rich('dearerAdvice', {
            count: block.modelIds.length,
            price: () => <CreditAmount value={block.price} className="font-semibold text-ink" />,
            limit: () => <CreditAmount value={block.limit} />,
          })}
        </Callout>
      )
    case 'frozen':
    case 'cap':
    case 'short':
      return <WalletNote block={block} />
    case 'prompt-empty':
    case 'prompt-long':
    case 'seed':
    case 'ceiling-invalid':
    case 'no-model':
      return null
  }
}

/** What the account or its wallet does not allow. */
function WalletNote({ block }: { block: Extract<Block, { kind: 'frozen' | 'cap' | 'short' }> }) {
  const t = useTranslations('studio.block')
  switch (block.kind) {
    case 'frozen':
      return (
        <Callout tone="bad" title={t('frozen')}>
          {t('frozenAdvice')}
        </Callout>
      )
    case 'cap':
      return <CapNote cap={block.cap} spent={block.spent} required={block.required} />
    case 'short':
      return (
        <Callout
          tone="warn"

          title={t.rich('short', { amount: () => <CreditAmount value={block.missing} /> })}
          action={
            <Link href={routes.wallet} className={buttonClass({ size: 'dense' })}>
              {t('topUp')}
            </Link>
          }
        >
          {t('shortAdvice')}
        </Callout>
      )
  }
}

function LanguageNote({
  block,
  byId,
  onModel,
  named,
}: Pick<Props, 'byId' | 'onModel'> & {
  block: Extract<Block, { kind: 'language' }>
  named: (ids: readonly string[]) => string
}) {
  const t = useTranslations('studio.language')
  const models = block.suggestions.flatMap((id) => byId.get(id) ?? [])
  const title =
    block.modelIds.length === 1
      ? t('title', { model: named(block.modelIds) })
      : t('titleMany', { models: named(block.modelIds) })
  return (
    <Callout tone="info" title={title}>
      <p>{t(models.length > 0 ? 'advice' : 'adviceNone')}</p>
      {models.length > 0 && (
        <div className="mt-2 flex flex-wrap gap-2">
          {models.map((model) => (
            <Button key={model.id} size="dense" onClick={() => onModel(model.id)}>
              {t('use', { model: model.name })}
            </Button>
          ))}
        </div>
      )}
    </Callout>
  )
}
