'use client'
import { email } from '@aetherflow/api/identity/schemas'
import { Button } from '@aetherflow/ui/button'
import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useTRPC } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { AuthHeading } from './auth-heading.tsx'
import { DemoMailNote } from './demo-mail-note.tsx'
import { EmailField } from './email-field.tsx'
import { profileLocale } from './profile-locale.ts'

const schema = z.strictObject({ email })

/** Asks for the address; the answer is the same whether an account has it or not. */
export function ForgotPasswordForm({ isDemo }: { isDemo: boolean }) {
  const t = useTranslations('auth.forgot')
  const locale = profileLocale[useLocale()]
  const { register, handleSubmit, formState } = useForm({ resolver: zodResolver(schema) })
  const asking = useMutation(useTRPC().identity.forgotPassword.mutationOptions())
  const submit = handleSubmit((fields) => {
    if (!asking.isPending) asking.mutate({ ...fields, locale })
  })
  if (asking.isSuccess) {
    const address = asking.variables.email
    return (
      <>
        <AuthHeading
          arriving
          title={t('sentTitle')}
          lead={t.rich('sentText', { address: () => <b className="text-ink">{address}</b> })}
        />
        {isDemo && <DemoMailNote email={address} isNext />}
        <Button onClick={asking.reset} className="justify-self-start">
          {t('other')}
        </Button>
      </>
    )
  }
  return (
    <>
      <AuthHeading title={t('title')} lead={t('lead')} />
      <form
        method="post"
        noValidate
        onSubmit={(event) => void submit(event)}
        className="grid gap-4"
      >
        {asking.error && <ApiError error={asking.error} />}
        <EmailField registration={register('email')} error={formState.errors.email} />
        <Button
          type="submit"
          variant="primary"
          size="touch"
          wide
          loading={asking.isPending}
          loadingText={t('working')}
        >
          {t('submit')}
        </Button>
      </form>
      <p>
        <Link href={routes.signIn} className="link">
          {t('back')}
        </Link>
      </p>
    </>
  )
}
