import { createHash } from 'node:crypto'
import { verifyPassword } from '@aetherflow/crypto/password'
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
  const now = deps.clock.now()
  const session = await deps.prisma.session.create({
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
  return { userId: user.id, sessionId: session.id }
}

/** The codes that `authorize` may throw: next-auth puts them into an address, so nothing else may go there. */
export function signInErrorCode(error: unknown): string {
  return asDomainError(error)?.code === 'TOO_MANY_REQUESTS' ? 'TOO_MANY_REQUESTS' : 'UNAVAILABLE'
}
