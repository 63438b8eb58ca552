'use client'
import { ErrorState } from '@aetherflow/ui/error-state'
import { useTranslations } from 'next-intl'
import { ApiError } from '../../errors/api-error.tsx'
import { SealError } from './deposit-key.ts'

/** Why a deposit did not come about: what this browser could not do, or what the server answered. */
export function DepositError({ error }: { error: unknown }) {
  const t = useTranslations('provide.connect.sealError')
  if (!(error instanceof SealError)) return <ApiError error={error} />
  const kind = error.code === 'WEB_CRYPTO_UNAVAILABLE' ? 'insecure' : 'failed'
  return <ErrorState title={t(`${kind}.what`)} money={t('notSent')} advice={t(`${kind}.advice`)} />
}
