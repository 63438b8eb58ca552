import type { UserCtx } from '../context.ts'
import { issueEmailToken } from './internal/issue-email-token.ts'
import type { Done } from './schemas.ts'

/** Mails a fresh confirmation link; nothing to do for a confirmed address. */
export async function resendVerification(ctx: UserCtx): Promise<Done> {
  const { deps, actor } = ctx
  await deps.limiter.consume('mail', actor.userId)
  await deps.prisma.$transaction(async (tx) => {
    const user = await tx.user.findUniqueOrThrow({ where: { id: actor.userId } })
    if (user.emailVerifiedAt === null) await issueEmailToken(tx, deps, user, 'verify_email')
  })
  deps.wake.send('outbox')
  return { done: true }
}
