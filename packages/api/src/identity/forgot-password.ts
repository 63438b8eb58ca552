import type { AnyoneCtx } from '../context.ts'
import { issueEmailToken } from './internal/issue-email-token.ts'
import type { Done } from './schemas.ts'

/** Mails a reset link to a known address; the answer is the same for every address. */
export async function forgotPassword(ctx: AnyoneCtx, input: { email: string }): Promise<Done> {
  const { deps } = ctx
  await deps.limiter.consume('login-address', `forgot:${ctx.address}`)
  await deps.limiter.consume('mail', input.email)
  await deps.prisma.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { email: input.email } })
    if (user !== null && user.status !== 'disabled')
      await issueEmailToken(tx, deps, user, 'reset_password')
  })
  deps.wake.send('outbox')
  return { done: true }
}
