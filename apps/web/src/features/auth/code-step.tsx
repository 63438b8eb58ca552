'use client'
import { typedCode } from '@aetherflow/api/identity/schemas'
import { Button } from '@aetherflow/ui/button'
import { zodResolver } from '@hookform/resolvers/zod'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { CodeField } from './code-field.tsx'
import type { SignInOutcome, SignInProblem as Problem } from './sign-in-outcome.ts'
import { SignInProblem } from './sign-in-problem.tsx'

type Props = {
  enter: (code: string) => Promise<SignInOutcome>
  goBack: (why: Problem | null) => void
}

const schema = z.strictObject({ code: typedCode })

/** After a right password: the code of the authenticator, or a recovery code. */
export function CodeStep({ enter, goBack }: Props) {
  const t = useTranslations('auth.code')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [leaving, setLeaving] = useState(false)
  const { register, handleSubmit, formState, setFocus } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { code: '' },
  })
  const busy = formState.isSubmitting || leaving
  useEffect(() => setFocus('code'), [setFocus])
  const submit = handleSubmit(async ({ code }) => {
    if (leaving) return
    const outcome = await enter(code)
    if (outcome === 'signed-in') {
      setLeaving(true)
      return
    }
    // The password was changed meanwhile: what was typed before does not open anything.
    if (outcome === 'wrong-pair') return goBack(outcome)
    setProblem(outcome === 'code-needed' ? 'code-wrong' : outcome)
    setFocus('code', { shouldSelect: true })
  })
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="grid gap-4">
      {problem !== null && !busy && <SignInProblem problem={problem} />}
      <CodeField registration={register('code')} error={formState.errors.code} />
      <Button
        type="submit"
        variant="primary"
        size="touch"
        wide
        loading={busy}
        loadingText={t('working')}
      >
        {t('submit')}
      </Button>
      <Button variant="quiet" className="justify-self-start" onClick={() => goBack(null)}>
        {t('back')}
      </Button>
    </form>
  )
}
