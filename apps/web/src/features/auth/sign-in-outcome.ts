export type SignInOutcome =
  | 'signed-in'
  | 'wrong-pair'
  | 'code-needed'
  | 'code-wrong'
  | 'code-unreadable'
  | 'wait'
  | 'unavailable'
  | 'offline'
/** What a form has to say; that a code is needed is a step, not a problem. */
export type SignInProblem = Exclude<SignInOutcome, 'signed-in' | 'code-needed'>

/** What next-auth's answer means: it puts a code into the address that it would have gone to. */
export function readOutcome(ok: boolean, answer: unknown): SignInOutcome {
  const url =
    typeof answer === 'object' && answer !== null && 'url' in answer ? answer.url : undefined
  if (typeof url !== 'string' || !URL.canParse(url, 'http://localhost')) return 'unavailable'
  const { searchParams } = new URL(url, 'http://localhost')
  const code = searchParams.get('error')
  if (code !== null) return outcomes.get(code) ?? 'unavailable'
  // Without its own token next-auth answers 200 and sends back to the form.
  return ok && !searchParams.has('csrf') ? 'signed-in' : 'unavailable'
}

/** The same codes stand in the page's address when next-auth itself led here; null where the form just starts. */
export function problemOfCode(code: unknown): SignInProblem | null {
  if (typeof code !== 'string') return null
  const outcome = outcomes.get(code) ?? 'unavailable'
  return outcome === 'code-needed' ? null : outcome
}

const outcomes: ReadonlyMap<string, Exclude<SignInOutcome, 'signed-in'>> = new Map([
  ['CredentialsSignin', 'wrong-pair'],
  ['CODE_REQUIRED', 'code-needed'],
  ['CODE_WRONG', 'code-wrong'],
  ['TOTP_UNREADABLE', 'code-unreadable'],
  ['TOO_MANY_REQUESTS', 'wait'],
])
