'use client'
import { useState } from 'react'
import { bringTheme } from '../../theme/bring-theme.ts'
import { useTRPCClient } from '../../trpc/client.tsx'
import { CodeStep } from './code-step.tsx'
import { type Pair, signInWithPassword } from './credentials-door.ts'
import { PasswordStep } from './password-step.tsx'
import type { SignInOutcome, SignInProblem } from './sign-in-outcome.ts'

type Props = {
  /** A path of this site, checked by the server. */
  target: string
  problem: SignInProblem | null
}

/** The password, and then a code where the account has a second factor; both go to the server together. */
export function SignInForm({ target, problem }: Props) {
  const api = useTRPCClient()
  const [pair, setPair] = useState<Pair | null>(null)
  const [lastProblem, setLastProblem] = useState(problem)
  const enter = async (entered: Pair, code?: string): Promise<SignInOutcome> => {
    const outcome = await signInWithPassword(entered, code)
    if (outcome === 'code-needed') setPair(entered)
    if (outcome === 'signed-in') {
      await bringTheme(() => api.identity.profile.query())
      // A full load: nothing of what a visitor was shown is kept.
      location.assign(target)
    }
    return outcome
  }
  const goBack = (why: SignInProblem | null) => {
    setLastProblem(why)
    setPair(null)
  }
  return pair === null ? (
    <PasswordStep problem={lastProblem} enter={enter} />
  ) : (
    <CodeStep enter={(code) => enter(pair, code)} goBack={goBack} />
  )
}
