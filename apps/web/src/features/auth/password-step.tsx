'use client'
import { email, typedPassword } from '@aetherflow/api/identity/schemas'
import { Button } from '@aetherflow/ui/button'
import { zodResolver } from '@hookform/resolvers/zod'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { Link } from '../../i18n/navigation.ts'
import { routes } from '../../routes.ts'
import type { Pair } from './credentials-door.ts'
import { EmailField } from './email-field.tsx'
import { PasswordField } from './password-field.tsx'
import type { SignInOutcome, SignInProblem as Problem } from './sign-in-outcome.ts'
import { SignInProblem } from './sign-in-problem.tsx'

type Props = { problem: Problem | null; enter: (pair: Pair) => Promise<SignInOutcome> }

const schema = z.strictObject({ email, password: typedPassword })

export function PasswordStep({ problem: first, enter }: Props) {
  const t = useTranslations('auth')
  const [problem, setProblem] = useState(first)
  const [leaving, setLeaving] = useState(false)
  // Without default values, so that what a password manager filled in before the script ran stays.
  const { register, handleSubmit, formState, setFocus } = useForm({ resolver: zodResolver(schema) })
  const busy = formState.isSubmitting || leaving
  const submit = handleSubmit(async (pair) => {
    if (leaving) return
    const outcome = await enter(pair)
    if (outcome === 'signed-in' || outcome === 'code-needed') {
      setLeaving(true)
      return
    }
    setProblem(outcome)
    if (outcome === 'wrong-pair') setFocus('password', { shouldSelect: true })
  })
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      {problem !== null && !busy && <SignInProblem problem={problem} />}
      <EmailField registration={register('email')} error={formState.errors.email} />
      <PasswordField
        kind="current"
        label={t('fields.password')}
        aside={
          <Link href={routes.forgotPassword} className="link">
            {t('signIn.forgot')}
          </Link>
        }
        registration={register('password')}
        error={formState.errors.password}
      />
      <Button
        type="submit"
        variant="primary"
        size="touch"
        wide
        loading={busy}
        loadingText={t('signIn.working')}
      >
        {t('signIn.submit')}
      </Button>
    </form>
  )
}
