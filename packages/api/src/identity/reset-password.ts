import { hashPassword } from '@aetherflow/crypto/password'
import { hashToken } from '@aetherflow/crypto/token'
import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { AnyoneCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { assertStrongPassword } from './internal/password-rules.ts'
import { endSessions } from './internal/end-sessions.ts'
import { queueMail } from './queue-mail.ts'
import { spendResetLinks } from './internal/spend-reset-links.ts'
import type { Done } from './schemas.ts'

/** Sets a new password by a mailed token and signs every device out. Throws TOKEN_INVALID, PASSWORD_WEAK. */
export async function resetPassword(
  ctx: AnyoneCtx,
  input: { token: string; password: string },
): Promise<Done> {
  const { deps } = ctx
  await deps.limiter.consume('login-address', `reset:${ctx.address}`)
  const tokenHash = hashToken(input.token)
  const known = await deps.prisma.emailToken.findUnique({
    where: { tokenHash },
    include: { user: true },
  })
  if (known === null || known.kind !== 'reset_password') throw new DomainError('TOKEN_INVALID')
  assertStrongPassword(input.password, known.user.email)
  const passwordHash = await hashPassword(input.password)
  const now = deps.clock.now()
  await deps.prisma.$transaction(async (tx) => {
    // The account before its links, as a change of password does: the other order could deadlock with it.
    await tx.user.update({ where: { id: known.userId }, data: { passwordHash } })
    // The update is the guard: of two uses at once, one finds the token used.
    const used = await tx.emailToken.updateMany({
      where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    })
    if (used.count !== 1) throw new DomainError('TOKEN_INVALID')
    await spendResetLinks(tx, { userId: known.userId, now })
    await endSessions(tx, { userId: known.userId, reason: 'password_reset', now })
    await queueMail(tx, {
      dedupeKey: `password_changed:${known.id}`,
      user: known.user,
      template: 'password_changed',
      params: {},
    })
    await audit(prismaSql(tx), ctx, {
      action: 'identity.reset_password',
      subjectKind: 'user',
      subjectId: known.userId,
    })
  })
  // Who forgot has often tried too many times just before; the key is sign-in's.
  await deps.limiter.reset('login-account', known.user.email)
  deps.wake.send('outbox')
  return { done: true }
}
