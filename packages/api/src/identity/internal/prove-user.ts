import { verifyPassword } from '@aetherflow/crypto/password'
import type { User } from '@aetherflow/db/generated/prisma/client'
import type { Prisma } from '@aetherflow/db/prisma'
import type { UserCtx } from '../../context.ts'
import { DomainError } from '../../domain-error.ts'
import { lockUser } from './lock-user.ts'
import { spendCode } from './spend-code.ts'

type Transaction = Parameters<Parameters<Prisma['$transaction']>[0]>[0]

/** The key of one limit for every try at password and code behind a session; sign-in has its own. */
export const totpLimitKey = (userId: string) => `totp:${userId}`

/** The caller's row after the password was entered again. Throws PASSWORD_WRONG, TOO_MANY_REQUESTS. */
export async function provePassword(ctx: UserCtx, password: string): Promise<User> {
  const { deps, actor } = ctx
  await deps.limiter.consume('login-account', totpLimitKey(actor.userId))
  const user = await deps.prisma.user.findUniqueOrThrow({ where: { id: actor.userId } })
  if (!(await verifyPassword(user.passwordHash, password))) throw new DomainError('PASSWORD_WRONG')
  return user
}

/**
 * In the caller's transaction: holds the row as the password was checked against it, and uses up a code when a
 * second factor is on. Throws CODE_REQUIRED, CODE_WRONG, TOTP_UNREADABLE, STATE_CHANGED.
 */
export async function proveCode(
  tx: Transaction,
  ctx: UserCtx,
  user: User,
  code: string | undefined,
): Promise<void> {
  const locked = await lockUser(tx, user.id, 'alone')
  if (locked?.passwordHash !== user.passwordHash || locked.totpSealed !== user.totpSealed)
    throw new DomainError('STATE_CHANGED')
  const { totpSealed } = locked
  if (totpSealed === null) return
  if (code === undefined) throw new DomainError('CODE_REQUIRED')
  await spendCode(tx, ctx, { ...user, totpSealed }, code)
}
