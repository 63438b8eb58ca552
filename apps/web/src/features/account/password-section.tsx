'use client'
import { changePasswordInput } from '@aetherflow/api/identity/schemas'
import { Button } from '@aetherflow/ui/button'
import { Callout } from '@aetherflow/ui/callout'
import { Section } from '@aetherflow/ui/section'
import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import { useTRPC } from '../../trpc/client.tsx'
import { isFieldRefusal } from '../auth/issue-key.ts'
import { PasswordField } from '../auth/password-field.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { readApiError } from '../errors/read-api-error.ts'

/** The current password guards the new one; a wrong one is told at its own field. */
export function PasswordSection({ email }: { email: string }) {
  const t = useTranslations('account.password')
  const auth = useTranslations('auth')
  const { identity } = useTRPC()
  const queries = useQueryClient()
  const { register, handleSubmit, formState, setError, reset } = useForm({
    resolver: zodResolver(changePasswordInput),
  })
  const changing = useMutation(identity.changePassword.mutationOptions())
  const submit = handleSubmit(async (fields) => {
    try {
      await changing.mutateAsync(fields)
      reset({ current: '', next: '' })
      await queries.invalidateQueries(identity.sessions.queryFilter())
    } catch (error) {
      const { code } = readApiError(error)
      if (!isFieldRefusal(code)) return
      setError(
        code === 'PASSWORD_WRONG' ? 'current' : 'next',
        { type: code },
        { shouldFocus: true },
      )
    }
  })
  const code = changing.error ? readApiError(changing.error).code : null
  return (
    <Section id="password" title={t('title')} description={t('about')}>
      <form
        method="post"
        noValidate
        onSubmit={(event) => void submit(event)}
        className="grid max-w-[25rem] gap-4"
      >
        {/* Tells a password manager whose password this is. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          kind="current"
          label={t('current')}
          aside={
            <Link href={routes.forgotPassword} className="link">
              {t('forgot')}
            </Link>
          }
          registration={register('current')}
          error={formState.errors.current}
        />
        <PasswordField
          kind="new"
          label={auth('fields.newPassword')}
          registration={register('next')}
          error={formState.errors.next}
        />
        {code !== null && !isFieldRefusal(code) && <ApiError error={changing.error} />}
        <Button
          type="submit"
          className="justify-self-start"
          loading={formState.isSubmitting}
          loadingText={t('working')}
        >
          {t('submit')}
        </Button>
        <output className="block">
          {changing.isSuccess && !formState.isDirty && <Callout tone="ok">{t('done')}</Callout>}
        </output>
      </form>
    </Section>
  )
}
