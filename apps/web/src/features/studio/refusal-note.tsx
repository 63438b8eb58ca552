'use client'
import type { ModelView } from '@aetherflow/api/tasks/schemas'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { Callout } from '@aetherflow/ui/callout'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CreditAmount } from '../../components/credit-amount.tsx'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { ApiError } from '../errors/api-error.tsx'
import { readApiError } from '../errors/read-api-error.ts'
import { CapNote } from '../limits/cap-note.tsx'
import { useOwnWords } from './option-fields.tsx'

type Props = { error: unknown; byId: ReadonlyMap<string, ModelView>; onClose: () => void }

/** What the server said no to. A price that rose is shown beside the old one; the draft is still there. */
export function RefusalNote({ error, byId, onClose }: Props) {
  const t = useTranslations('studio')
  const runs = useTranslations('runs')
  const { code, params } = readApiError(error)
  const close = (
    <Button size="dense" onClick={onClose}>
      {t('dismiss')}
    </Button>
  )
  if (code === 'UNAUTHENTICATED' || code === 'SESSION_ENDED') {
    const href = { pathname: routes.signIn, query: { callbackUrl: routes.studio } }
    const signIn = (
      <div className="flex flex-wrap gap-2">
        <Link href={href} className={buttonClass({ size: 'dense' })}>
          {runs('signIn')}
        </Link>
        {close}
      </div>
    )
    return <ApiError error={error} action={signIn} />
  }
  const [cap, spent, required] = [params.cap, params.spent, params.required].map(amount)
  if (code === 'DAILY_CAP_REACHED' && cap && spent !== null && spent !== undefined && required)
    return <CapNote cap={cap} spent={spent} required={required} close={close} />
  if (code === 'PARAMS_UNSUPPORTED')
    return <UnsupportedNote params={params} byId={byId} close={close} />
  const price = amount(params.price)
  const before = amount(params.ceiling)
  if (code !== 'PRICE_CHANGED' || price === null || before === null) {
    return <ApiError error={error} action={close} />
  }
  return (
    <Callout tone="warn" role="alert" title={t('priceChanged.title')} action={close}>
      <p>{t('priceChanged.money')}</p>
      <p>
        {t.rich('priceChanged.advice', {
          model: byId.get(String(params.modelId))?.name ?? String(params.modelId),
          price: () => <CreditAmount value={price} className="font-semibold text-ink" />,
          before: () => <CreditAmount value={before} />,
        })}
      </p>
    </Callout>
  )
}

/** Which setting of which model, in the words of the composer. */
function UnsupportedNote({
  params,
  byId,
  close,
}: Pick<Props, 'byId'> & { params: Record<string, unknown>; close: ReactNode }) {
  const t = useTranslations('studio.unsupported')
  const say = useOwnWords()
  const model = byId.get(String(params.modelId))
  const field = String(params.field).replace(/^(?:params|options)\.(?:.*\.)?/, '')
  const spec = model?.capability.options.find(({ name }) => name === field)
  const known = `fields.${field}` as 'fields.prompt'
  const setting = spec !== undefined ? say(spec.label) : t.has(known) ? t(known) : field
  return (
    <Callout
      tone="bad"
      role="alert"
      title={t('title', { model: model?.name ?? String(params.modelId), setting })}
      action={close}
    >
      <p>{t('money')}</p>
      <p>{t('advice')}</p>
    </Callout>
  )
}

function amount(value: unknown): bigint | null {
  return typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : null
}
