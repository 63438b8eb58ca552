import { expect, test } from 'vitest'
import { problemOfCode, readOutcome } from './sign-in-outcome.ts'

const to = (url: unknown) => ({ url })

test.each([
  [true, to('http://localhost:3000/en/studio'), 'signed-in'],
  [true, to('/en/studio'), 'signed-in'],
  [false, to('http://localhost:3000/api/auth/error?error=CredentialsSignin'), 'wrong-pair'],
  [false, to('/sign-in?error=TOO_MANY_REQUESTS'), 'wait'],
  [false, to('/sign-in?error=CODE_REQUIRED'), 'code-needed'],
  [false, to('/sign-in?error=CODE_WRONG'), 'code-wrong'],
  [false, to('/sign-in?error=TOTP_UNREADABLE'), 'code-unreadable'],
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

test.each([
  ['CredentialsSignin', 'wrong-pair'],
  ['nonsense', 'unavailable'],
  // The password that it belongs to is gone: the form starts again.
  ['CODE_REQUIRED', null],
  [undefined, null],
  [['CODE_WRONG', 'x'], null],
])('an address with the error %o starts the form with %j', (code, problem) => {
  expect(problemOfCode(code)).toBe(problem)
})
