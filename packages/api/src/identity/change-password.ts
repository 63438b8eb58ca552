import { hashPassword, verifyPassword } from '@aetherflow/crypto/password'
import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { assertStrongPassword } from './internal/password-rules.ts'
import { endSessions } from './internal/end-sessions.ts'
import { queueMail } from './queue-mail.ts'
import { spendResetLinks } from './internal/spend-reset-links.ts'
import type { Done } from './schemas.ts'

/** Changes the password and signs the other devices out. Throws PASSWORD_WRONG, PASSWORD_WEAK. */
export async function changePassword(
  ctx: UserCtx,
  input: { current: string; next: string },
): Promise<Done> {
  const { deps, actor } = ctx
  await deps.limiter.consume('login-account', `change:${actor.userId}`)
  const user = await deps.prisma.user.findUniqueOrThrow({ where: { id: actor.userId } })
  if (!(await verifyPassword(user.passwordHash, input.current)))
    throw new DomainError('PASSWORD_WRONG')
  assertStrongPassword(input.next, user.email)
  const passwordHash = await hashPassword(input.next)
  const now = deps.clock.now()
  await deps.prisma.$transaction(async (tx) => {
    await tx.user.update({ where: { id: actor.userId }, data: { passwordHash } })
    await spendResetLinks(tx, { userId: actor.userId, now })
    await endSessions(tx, {
      userId: actor.userId,
      reason: 'password_changed',
      now,
      except: actor.sessionId,
    })
    await queueMail(tx, {
      dedupeKey: `password_changed:${user.id}:${now.getTime()}`,
      user,
      template: 'password_changed',
      params: {},
    })
    await audit(prismaSql(tx), ctx, {
      action: 'identity.change_password',
      subjectKind: 'user',
      subjectId: user.id,
    })
  })
  await deps.limiter.reset('login-account', `change:${actor.userId}`)
  deps.wake.send('outbox')
  return { done: true }
}
