'use client'
import { Callout } from '@aetherflow/ui/callout'
import { useTranslations } from 'next-intl'
import { ApiError } from '../errors/api-error.tsx'
import type { SignInOutcome } from './sign-in-outcome.ts'

/** Why signing in did not work, and what helps. */
export function SignInProblem({ problem }: { problem: Exclude<SignInOutcome, 'signed-in'> }) {
  const t = useTranslations('auth.signIn')
  switch (problem) {
    case 'wrong-pair':
      return (
        <Callout tone="bad" role="alert" title={t('wrongTitle')}>
          {t('wrongText')}
        </Callout>
      )
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
