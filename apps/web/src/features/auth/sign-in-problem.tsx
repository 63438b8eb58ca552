'use client'
import { Callout } from '@aetherflow/ui/callout'
import { useTranslations } from 'next-intl'
import { ApiError } from '../errors/api-error.tsx'
import type { SignInProblem as Problem } from './sign-in-outcome.ts'

/** Why signing in did not work, and what helps. */
export function SignInProblem({ problem }: { problem: Problem }) {
  const t = useTranslations('auth.signIn')
  const code = useTranslations('auth.code')
  switch (problem) {
    case 'wrong-pair':
      return (
        <Callout tone="bad" role="alert" title={t('wrongTitle')}>
          {t('wrongText')}
        </Callout>
      )
    case 'code-wrong':
      return (
        <Callout tone="bad" role="alert" title={code('wrongTitle')}>
          {code('wrongText')}
        </Callout>
      )
    case 'code-unreadable':
      return <ApiError error={{ data: { reason: 'TOTP_UNREADABLE' } }} />
    case 'wait':
      return (
        <Callout tone="warn" role="alert" title={t('waitTitle')}>
          {t('waitText')}
        </Callout>
      )
    case 'unavailable':
      return <ApiError error={{ data: { reason: 'UNAVAILABLE' } }} />
    case 'offline':
      return <ApiError error={null} />
  }
}
