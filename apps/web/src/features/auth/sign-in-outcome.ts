export type SignInOutcome = 'signed-in' | 'wrong-pair' | 'wait' | 'unavailable' | 'offline'

/** What next-auth's answer means: it puts a code into the address that it would have gone to. */
export function readOutcome(ok: boolean, answer: unknown): SignInOutcome {
  const url =
    typeof answer === 'object' && answer !== null && 'url' in answer ? answer.url : undefined
  if (typeof url !== 'string' || !URL.canParse(url, 'http://localhost')) return 'unavailable'
  const { searchParams } = new URL(url, 'http://localhost')
  const code = searchParams.get('error')
  if (code !== null) return outcomeOfCode(code)
  // Without its own token next-auth answers 200 and sends back to the form.
  return ok && !searchParams.has('csrf') ? 'signed-in' : 'unavailable'
}

/** The same codes stand in the page's address when next-auth itself led here. */
export function outcomeOfCode(code: string): SignInOutcome {
  if (code === 'CredentialsSignin') return 'wrong-pair'
  return code === 'TOO_MANY_REQUESTS' ? 'wait' : 'unavailable'
}
