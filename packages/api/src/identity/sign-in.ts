import { createHash } from 'node:crypto'
import { verifyPassword } from '@aetherflow/crypto/password'
import { prismaSql } from '@aetherflow/db/sql'
import type { Deps } from '../deps.ts'
import { asDomainError } from '../domain-error.ts'
import { sessionLifetime } from './internal/session-lifetime.ts'
import { email as emailSchema, typedPassword } from './schemas.ts'

export type SignIn = { email: string; password: string; address: string; userAgent: string }

/**
 * Checks a password and opens a session; called by next-auth's `authorize`. A wrong pair, an unknown
 * address and a disabled account answer null after the same work. Throws TOO_MANY_REQUESTS.
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
  await deps.limiter.reset('login-account', address.data)
  const sessionId = await openSession(deps, user, input)
  return sessionId === null ? null : { userId: user.id, sessionId }
}

const lockUser = {
  name: 'identity.sign-in.lock-user',
  text: `SELECT password_hash AS "passwordHash", status::text AS status
         FROM users WHERE id = $1::uuid FOR SHARE`,
}

/** Null when the account changed while its password was checked: what a change ends must not open after it. */
async function openSession(
  deps: Deps,
  user: { id: string; passwordHash: string },
  input: SignIn,
): Promise<string | null> {
  const now = deps.clock.now()
  return deps.prisma.$transaction(async (tx) => {
    // The share lock makes a change wait for this session, so that it ends it too.
    const [locked] = await prismaSql(tx).query<{ passwordHash: string; status: string }>(lockUser, [
      user.id,
    ])
    if (locked?.passwordHash !== user.passwordHash || locked.status === 'disabled') return null
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

/** The codes that `authorize` may throw: next-auth puts them into an address, so nothing else may go there. */
export function signInErrorCode(error: unknown): string {
  return asDomainError(error)?.code === 'TOO_MANY_REQUESTS' ? 'TOO_MANY_REQUESTS' : 'UNAVAILABLE'
}
