'use client'
import { ErrorState } from '@aetherflow/ui/error-state'
import { useTranslations } from 'next-intl'
import { ApiError } from '../errors/api-error.tsx'
import { readApiError } from '../errors/read-api-error.ts'

/** Why a step of an admin was refused: about somebody else's account, so some codes read otherwise here. */
export function DeskError({ error }: { error: unknown }) {
  const t = useTranslations('desk.error')
  const common = useTranslations('common')
  const { code, requestId } = readApiError(error)
  const reference = { idLabel: common('reference'), id: requestId }
  switch (code) {
    case 'STATE_CHANGED':
      return <ErrorState title={t(`${code}.what`)} advice={t(`${code}.advice`)} {...reference} />
    case 'INSUFFICIENT_CREDITS':
      return (
        <ErrorState
          title={t(`${code}.what`)}
          money={t(`${code}.money`)}
          advice={t(`${code}.advice`)}
          {...reference}
        />
      )
    default:
      return <ApiError error={error} />
  }
}
