import { createHash, randomUUID } from 'node:crypto'
import { verifyPassword } from '@aetherflow/crypto/password'
import type { Deps } from '../deps.ts'
import { asDomainError, DomainError } from '../domain-error.ts'
import type { ErrorCode } from '../error-codes.ts'
import { lockUser } from './internal/lock-user.ts'
import { sessionLifetime } from './internal/session-lifetime.ts'
import { spendCode } from './internal/spend-code.ts'
import { email as emailSchema, typedCode, typedPassword } from './schemas.ts'

export type SignIn = {
  email: string
  password: string
  /** Of the authenticator or the recovery list; absent or empty before it is asked for. */
  code?: string
  address: string
  userAgent: string
}

/**
 * Checks a password, and a code where a second factor is on, and opens a session; called by next-auth's
 * `authorize`. A wrong pair, an unknown address and a disabled account answer null after the same work, whatever
 * the code. After a right password it throws CODE_REQUIRED, CODE_WRONG, TOTP_UNREADABLE; always TOO_MANY_REQUESTS.
 */
export async function signIn(
  deps: Deps,
  input: SignIn,
): Promise<{ userId: string; sessionId: string } | null> {
  const address = emailSchema.safeParse(input.email)
  const password = typedPassword.safeParse(input.password)
  await deps.limiter.consume('login-address', input.address)
  if (!address.success || !password.success) return null
  await deps.limiter.consume('login-account', address.data)
  const user = await deps.prisma.user.findUnique({ where: { email: address.data } })
  // A null hash is verified against a dummy, so that an unknown address takes as long.
  const right = await verifyPassword(user?.passwordHash ?? null, password.data)
  if (user === null || !right || user.status === 'disabled') return null
  const sessionId = await openSession(deps, user, input)
  // Only now: a right password alone must not buy more tries at the code.
  await deps.limiter.reset('login-account', address.data)
  // A recovery code leaves a mail.
  if (user.totpSealed !== null) deps.wake.send('outbox')
  return sessionId === null ? null : { userId: user.id, sessionId }
}

type Account = {
  id: string
  email: string
  locale: string
  passwordHash: string
  totpSealed: string | null
}

/** Null when the account changed while its password was checked: what a change ends must not open after it. */
async function openSession(deps: Deps, user: Account, input: SignIn): Promise<string | null> {
  const { totpSealed } = user
  const { code: typed = '' } = input
  const code = typedCode.safeParse(typed)
  if (totpSealed !== null && !code.success)
    throw new DomainError(typed.trim() === '' ? 'CODE_REQUIRED' : 'CODE_WRONG')
  const now = deps.clock.now()
  return deps.prisma.$transaction(async (tx) => {
    // The share lock makes a change wait for this session, so that it ends it too.
    const locked = await lockUser(tx, user.id, totpSealed === null ? 'shared' : 'alone')
    if (locked?.passwordHash !== user.passwordHash || locked.totpSealed !== totpSealed) return null
    if (locked.status === 'disabled') return null
    if (totpSealed !== null && code.success) {
      const by = { deps, actor: null, requestId: randomUUID() }
      await spendCode(tx, by, { ...user, totpSealed }, code.data)
    }
    const session = await tx.session.create({
      data: {
        userId: user.id,
        createdAt: now,
        lastSeenAt: now,
        idleExpiresAt: new Date(now.getTime() + sessionLifetime.idleMs),
        expiresAt: new Date(now.getTime() + sessionLifetime.absoluteMs),
        userAgent: input.userAgent.slice(0, 256),
        addressHash: createHash('sha256').update(input.address).digest('hex'),
      },
    })
    return session.id
  })
}

const tellable: readonly ErrorCode[] = [
  'TOO_MANY_REQUESTS',
  'CODE_REQUIRED',
  'CODE_WRONG',
  'TOTP_UNREADABLE',
]

/** The codes that `authorize` may throw: next-auth puts them into an address, so nothing else may go there. */
export function signInErrorCode(error: unknown): string {
  const code = asDomainError(error)?.code
  return code !== undefined && tellable.includes(code) ? code : 'UNAVAILABLE'
}
