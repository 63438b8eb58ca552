'use client'
import { verifyEmailInput } from '@aetherflow/api/identity/schemas'
import type { StarterGrant } from '@aetherflow/api/wallet/schemas'
import { Button } from '@aetherflow/ui/button'
import { LoadingText } from '@aetherflow/ui/loading-text'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useTRPC } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { readApiError } from '../errors/read-api-error.ts'
import { AuthHeading } from './auth-heading.tsx'
import { clearFragment, useFragment } from './use-fragment.ts'
import { VerifiedEmail } from './verified-email.tsx'
import { VerifyProblem } from './verify-problem.tsx'

type Props = { isSignedIn: boolean; isDemo: boolean; grant: StarterGrant }

/** Confirms the address that the link in the fragment stands for, as soon as the page is alive. */
export function VerifyEmail({ isSignedIn, isDemo, grant }: Props) {
  const t = useTranslations('auth.verify')
  const common = useTranslations('common')
  const token = useFragment()
  const verifying = useMutation(
    useTRPC().identity.verifyEmail.mutationOptions({ onSuccess: clearFragment }),
  )
  const asked = useRef('')
  const { mutate } = verifying
  const isToken = verifyEmailInput.safeParse({ token }).success
  useEffect(() => {
    // Once per token, however often effects run.
    if (token === undefined || !isToken || asked.current === token) return
    asked.current = token
    mutate({ token })
  }, [token, isToken, mutate])

  if (verifying.data) {
    return <VerifiedEmail {...verifying.data} isSignedIn={isSignedIn} days={grant?.validDays} />
  }
  const refused = verifying.error !== null && readApiError(verifying.error).code === 'TOKEN_INVALID'
  if (refused || (token !== undefined && !isToken)) {
    return <VerifyProblem isEmpty={token === ''} isSignedIn={isSignedIn} isDemo={isDemo} />
  }
  if (verifying.error) {
    const retry = (
      <Button onClick={() => token !== undefined && mutate({ token })}>{common('retry')}</Button>
    )
    return (
      <>
        <AuthHeading arriving title={t('title')} />
        <ApiError error={verifying.error} action={retry} />
      </>
    )
  }
  return (
    <>
      <AuthHeading title={t('title')} />
      <LoadingText>{t('working')}</LoadingText>
    </>
  )
}
