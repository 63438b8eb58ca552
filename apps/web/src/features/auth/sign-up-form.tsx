'use client'
import { registerInput } from '@aetherflow/api/identity/schemas'
import type { StarterGrant } from '@aetherflow/api/wallet/schemas'
import { Button } from '@aetherflow/ui/button'
import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTRPC } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { readApiError } from '../errors/read-api-error.ts'
import { signInWithPassword } from './credentials-door.ts'
import { EmailField } from './email-field.tsx'
import { isFieldRefusal } from './issue-key.ts'
import { MailSent } from './mail-sent.tsx'
import { PasswordField } from './password-field.tsx'
import { profileLocale } from './profile-locale.ts'

type Props = {
  heading: ReactNode
  footer: ReactNode
  grant: StarterGrant
  isDemo: boolean
  next: string
}

type Sent = { pair: { email: string; password: string }; opened: boolean }

const schema = registerInput.omit({ locale: true })

/** The form, and after it what to do with the mail. A known address is answered like a new one. */
export function SignUpForm({ heading, footer, grant, isDemo, next }: Props) {
  const t = useTranslations('auth')
  const locale = profileLocale[useLocale()]
  const [sent, setSent] = useState<Sent | null>(null)
  const { register, handleSubmit, formState, setError } = useForm({ resolver: zodResolver(schema) })
  const { identity } = useTRPC()
  const registering = useMutation(identity.register.mutationOptions())
  const resending = useMutation(identity.resendVerification.mutationOptions())
  const { code } = registering.error ? readApiError(registering.error) : { code: '' }
  const submit = handleSubmit(async (pair) => {
    try {
      await registering.mutateAsync({ ...pair, locale })
    } catch (error) {
      const refusal = readApiError(error).code
      if (isFieldRefusal(refusal)) setError('password', { type: refusal }, { shouldFocus: true })
      return
    }
    // Whether it opens is not shown: it would tell whose address is known already.
    setSent({ pair, opened: (await signInWithPassword(pair)) === 'signed-in' })
  })
  if (sent !== null) {
    return (
      <MailSent
        email={sent.pair.email}
        grant={grant}
        isDemo={isDemo}
        next={next}
        onAgain={() =>
          sent.opened ? resending.mutateAsync() : registering.mutateAsync({ ...sent.pair, locale })
        }
        onOther={() => setSent(null)}
      />
    )
  }
  return (
    <>
      {heading}
      <form
        method="post"
        noValidate
        onSubmit={(event) => void submit(event)}
        className="grid gap-4"
      >
        {registering.error && !isFieldRefusal(code) && !formState.isSubmitting && (
          <ApiError error={registering.error} />
        )}
        <EmailField registration={register('email')} error={formState.errors.email} />
        <PasswordField
          kind="new"
          label={t('fields.password')}
          registration={register('password')}
          error={formState.errors.password}
        />
        <Button
          type="submit"
          variant="primary"
          size="touch"
          wide
          loading={formState.isSubmitting}
          loadingText={t('signUp.working')}
        >
          {t('signUp.submit')}
        </Button>
      </form>
      {footer}
    </>
  )
}
