'use client'
import {
  provenInput,
  type RecoveryCodes,
  type TotpInvitation,
  typedPassword,
} from '@aetherflow/api/identity/schemas'
import { Button } from '@aetherflow/ui/button'
import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { useTRPC } from '../../trpc/client.tsx'
import { CodeField } from '../auth/code-field.tsx'
import { isFieldRefusal } from '../auth/issue-key.ts'
import { PasswordField } from '../auth/password-field.tsx'
import { ApiError } from '../errors/api-error.tsx'
import { readApiError } from '../errors/read-api-error.ts'

export type SecondFactorStep = 'begin' | 'renew' | 'off'
type Fields = { password: string; code: string }

type Props = {
  step: SecondFactorStep
  email: string
  isOn: boolean
  cancel: () => void
  begun: (invitation: TotpInvitation) => void
  renewed: (codes: RecoveryCodes) => void
  turnedOff: () => void
}

// Without a second factor there is no code to ask for.
const withoutCode = z.strictObject({ password: typedPassword, code: z.literal('') })

/** Who changes the second factor enters the password again, and a code of the one that is on. */
export function SecondFactorProof(props: Props) {
  const { step, email, isOn, cancel } = props
  const t = useTranslations('account.secondFactor')
  const auth = useTranslations('auth')
  const common = useTranslations('common')
  const { register, handleSubmit, formState, setError, setFocus } = useForm<Fields>({
    resolver: zodResolver(isOn ? provenInput : withoutCode),
    defaultValues: { password: '', code: '' },
  })
  const acting = useStep(props)
  useEffect(() => setFocus('password'), [setFocus])
  const submit = handleSubmit(async (fields) => {
    try {
      await acting.mutateAsync(fields)
    } catch (error) {
      const { code } = readApiError(error)
      const field = code === 'CODE_WRONG' ? 'code' : 'password'
      if (isFieldRefusal(code)) setError(field, { type: code }, { shouldFocus: true })
    }
  })
  const refusal = acting.error ? readApiError(acting.error).code : null
  const why =
    step === 'begin' ? (isOn ? 'replaceWhy' : 'beginWhy') : step === 'off' ? 'offWhy' : 'renewWhy'
  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => void submit(event)}
      className="grid max-w-[25rem] gap-4"
    >
      <p className="text-ink-2">{t(why)}</p>
      {/* Tells a password manager whose password this is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        kind="current"
        label={auth('fields.password')}
        registration={register('password')}
        error={formState.errors.password}
      />
      {isOn && <CodeField registration={register('code')} error={formState.errors.code} />}
      {refusal !== null && !isFieldRefusal(refusal) && <ApiError error={acting.error} />}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          variant={step === 'off' ? 'danger' : 'default'}
          loading={formState.isSubmitting}
          loadingText={t('working')}
        >
          {step === 'off' ? t('turnOff') : step === 'renew' ? t('renew') : t('continue')}
        </Button>
        <Button variant="quiet" onClick={cancel}>
          {common('cancel')}
        </Button>
      </div>
    </form>
  )
}

function useStep({ step, isOn, begun, renewed, turnedOff }: Props) {
  const { identity } = useTRPC()
  const beginning = useMutation(identity.beginTotp.mutationOptions())
  const renewing = useMutation(identity.renewRecoveryCodes.mutationOptions())
  const turningOff = useMutation(identity.disableTotp.mutationOptions())
  return useMutation({
    mutationFn: async ({ password, code }: Fields) => {
      if (step === 'renew') return renewed(await renewing.mutateAsync({ password, code }))
      if (step === 'begin')
        return begun(await beginning.mutateAsync(isOn ? { password, code } : { password }))
      await turningOff.mutateAsync({ password, code })
      return turnedOff()
    },
  })
}
