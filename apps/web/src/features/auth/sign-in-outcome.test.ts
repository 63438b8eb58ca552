import { expect, test } from 'vitest'
import { readOutcome } from './sign-in-outcome.ts'

const to = (url: unknown) => ({ url })

test.each([
  [true, to('http://localhost:3000/en/studio'), 'signed-in'],
  [true, to('/en/studio'), 'signed-in'],
  [false, to('http://localhost:3000/api/auth/error?error=CredentialsSignin'), 'wrong-pair'],
  [false, to('/sign-in?error=TOO_MANY_REQUESTS'), 'wait'],
  [false, to('/sign-in?error=UNAVAILABLE'), 'unavailable'],
  [false, to('/sign-in?error=connect%20ECONNREFUSED'), 'unavailable'],
  [true, to('http://localhost:3000/api/auth/signin?csrf=true'), 'unavailable'],
  [false, to('http://localhost:3000/en/studio'), 'unavailable'],
  [true, {}, 'unavailable'],
  [true, null, 'unavailable'],
  [true, to(7), 'unavailable'],
  [true, to('http://'), 'unavailable'],
] as const)('an answer %s with %o means %s', (ok, answer, outcome) => {
  expect(readOutcome(ok, answer)).toBe(outcome)
})
