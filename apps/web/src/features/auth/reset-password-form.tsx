'use client'
import { password, resetPasswordInput } from '@aetherflow/api/identity/schemas'
import { Button } from '@aetherflow/ui/button'
import { buttonClass } from '@aetherflow/ui/button-class'
import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useTRPC } from '../../trpc/client.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { readApiError } from '../errors/read-api-error.ts'
import { AuthHeading } from './auth-heading.tsx'
import { isFieldRefusal } from './issue-key.ts'
import { PasswordField } from './password-field.tsx'
import { clearFragment, useFragment } from './use-fragment.ts'

const schema = z.strictObject({ password })
const tokenSchema = resetPasswordInput.pick({ token: true })

/** Sets a new password for whoever holds the mailed link. */
export function ResetPasswordForm() {
  const t = useTranslations('auth')
  const token = useFragment()
  const { register, handleSubmit, formState, setError } = useForm({ resolver: zodResolver(schema) })
  const saving = useMutation(
    useTRPC().identity.resetPassword.mutationOptions({ onSuccess: clearFragment }),
  )
  const submit = handleSubmit(async (fields) => {
    if (token === undefined) return
    try {
      await saving.mutateAsync({ ...fields, token })
    } catch (error) {
      const { code } = readApiError(error)
      if (isFieldRefusal(code)) setError('password', { type: code }, { shouldFocus: true })
    }
  })
  if (saving.isSuccess) {
    return (
      <Ending
        title={t('reset.doneTitle')}
        text={t('reset.doneText')}
        to={routes.signIn}
        action={t('reset.signIn')}
      />
    )
  }
  const { code } = saving.error ? readApiError(saving.error) : { code: '' }
  const isBad = token !== undefined && !tokenSchema.safeParse({ token }).success
  if (isBad || code === 'TOKEN_INVALID') {
    return (
      <Ending
        title={t('reset.badTitle')}
        text={t('reset.badText')}
        to={routes.forgotPassword}
        action={t('reset.again')}
      />
    )
  }
  return (
    <>
      <AuthHeading title={t('reset.title')} lead={t('reset.lead')} />
      <form
        method="post"
        noValidate
        onSubmit={(event) => void submit(event)}
        className="grid gap-4"
      >
        {saving.error && !isFieldRefusal(code) && <ApiError error={saving.error} />}
        <PasswordField
          kind="new"
          label={t('fields.newPassword')}
          registration={register('password')}
          error={formState.errors.password}
        />
        <Button
          type="submit"
          variant="primary"
          size="touch"
          wide
          loading={formState.isSubmitting}
          loadingText={t('reset.working')}
        >
          {t('reset.submit')}
        </Button>
      </form>
    </>
  )
}

function Ending({
  title,
  text,
  to,
  action,
}: {
  title: string
  text: string
  to: string
  action: string
}) {
  return (
    <>
      <AuthHeading arriving title={title} lead={text} />
      <Link href={to} className={buttonClass({ variant: 'primary', size: 'touch', wide: true })}>
        {action}
      </Link>
    </>
  )
}
