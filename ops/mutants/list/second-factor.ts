import type { Edit, Mutant } from '../mutant.ts'

const identity = 'packages/api/src/identity'
const crypto = 'packages/crypto/src'
const signIn = [`${identity}/sign-in-second-factor.test.ts`]

const without = (file: string, find: string, replace = ''): Edit[] => [{ file, find, replace }]

/** What keeps a code from working twice, a password from working alone, and a seed from being read. */
export const secondFactorMutants: Mutant[] = [
  {
    guard: 'second factor: a code works once',
    edits: without(`${identity}/internal/spend-code.ts`, `, totpLastStep: { lt: BigInt(step) }`),
    tests: signIn,
    named: 'once',
  },
  {
    guard: 'second factor: a recovery code works once',
    edits: without(`${identity}/internal/spend-code.ts`, `, usedAt: null }`, ` }`),
    tests: signIn,
    named: 'recovery code once',
  },
  {
    guard: 'second factor: a right password alone buys no more tries',
    edits: without(
      `${identity}/sign-in.ts`,
      `  const sessionId = await openSession`,
      `  await deps.limiter.reset('login-account', address.data)\n  const sessionId = await openSession`,
    ),
    tests: signIn,
    named: 'counts passwords and codes together',
  },
  {
    guard: 'second factor: no session before the code',
    edits: without(
      `${identity}/sign-in.ts`,
      `if (totpSealed !== null && !code.success)`,
      `if (false)`,
    ),
    tests: signIn,
    named: 'opens no session before it',
  },
  {
    guard: 'second factor: limit behind a session',
    edits: without(
      `${identity}/internal/prove-user.ts`,
      `await deps.limiter.consume('login-account', totpLimitKey(actor.userId))`,
    ),
    tests: [`${identity}/disable-totp.test.ts`],
    named: 'counts wrong codes',
  },
  {
    guard: 'second factor: code of the present authenticator before another',
    edits: without(`${identity}/begin-totp.ts`, `await proveCode(tx, ctx, user, input.code)`),
    tests: [`${identity}/begin-totp.test.ts`],
    named: 'only with a code of it',
  },
  {
    guard: 'second factor: one confirmation of two at once',
    edits: without(
      `${identity}/confirm-totp.ts`,
      `where: { id, totpPendingSealed: pending }`,
      `where: { id }`,
    ),
    tests: [`${identity}/confirm-totp.test.ts`],
    named: 'two confirmations at once',
  },
  {
    guard: 'second factor: other devices signed out',
    edits: without(
      `${identity}/confirm-totp.ts`,
      `await endSessions(tx, { userId: id, reason: 'second_factor', now, except: actor.sessionId })`,
    ),
    tests: [`${identity}/confirm-totp.test.ts`],
    named: 'signs other devices out',
  },
  {
    guard: 'second factor: an admin’s duty in production',
    edits: without(
      `${identity}/disable-totp.ts`,
      `if (mustHaveTotp(deps, actor.role)) throw new DomainError('TOTP_REQUIRED')`,
    ),
    tests: [`${identity}/disable-totp.test.ts`],
    named: 'refused to an admin in production',
  },
  {
    guard: 'second factor: seeds bound to their user',
    edits: without(
      `${crypto}/totp-seed.ts`,
      `lengthPrefixed([PURPOSE, userId])`,
      `lengthPrefixed([PURPOSE, userId.slice(0, 1)])`,
    ),
    tests: [`${crypto}/totp-seed.test.ts`],
    named: 'another user',
  },
  {
    guard: 'second factor: clocks at most a step off',
    edits: without(`${crypto}/totp-code.ts`, `const SKEW_STEPS = 1`, `const SKEW_STEPS = 2`),
    tests: [`${crypto}/totp-code.test.ts`],
    named: 'is off by',
  },
]
