'use client'
import { ErrorState } from '@aetherflow/ui/error-state'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useErrorText } from './use-error-text.ts'

/** What a failed call means for the reader: cause, money, next step and reference, in place. */
export function ApiError({ error, action }: { error: unknown; action?: ReactNode }) {
  const common = useTranslations('common')
  const { code, what, money, advice, id } = useErrorText()(error)
  return (
    <ErrorState
      title={what}
      money={money}
      advice={advice}
      action={
        action ??
        (code === 'TOTP_REQUIRED' && (
          <Link href={routes.secondFactor} className="link">
            {common('secondFactor')}
          </Link>
        ))
      }
      idLabel={common('reference')}
      id={id}
    />
  )
}
