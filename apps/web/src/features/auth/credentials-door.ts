import { readOutcome, type SignInOutcome } from './sign-in-outcome.ts'

export type Pair = { email: string; password: string }

/**
 * next-auth's own client leaves the page for /api/auth/error when the server does not answer, and what was
 * typed is gone. These two calls are the same exchange, and they say what happened instead.
 */
export async function signInWithPassword(pair: Pair, code = ''): Promise<SignInOutcome> {
  try {
    const answer = await post('callback/credentials', { ...pair, code })
    return readOutcome(answer.ok, await answer.json())
  } catch {
    return 'offline'
  }
}

/** Ends this device's session; false when the server could not be reached. */
export async function signOutHere(): Promise<boolean> {
  try {
    return (await post('signout', {})).ok
  } catch {
    return false
  }
}

async function post(action: string, fields: Record<string, string>): Promise<Response> {
  const { csrfToken }: { csrfToken: string } = await (await fetch('/api/auth/csrf')).json()
  return fetch(`/api/auth/${action}`, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
  })
}
