import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import type { Done } from './schemas.ts'

/** Signs one of the caller's devices out. Somebody else's session is not found. */
export async function revokeSession(ctx: UserCtx, input: { sessionId: string }): Promise<Done> {
  const { deps, actor } = ctx
  const own = await deps.prisma.session.findFirst({
    where: { id: input.sessionId, userId: actor.userId },
  })
  if (own === null) throw new DomainError('NOT_FOUND')
  await deps.prisma.session.updateMany({
    where: { id: own.id, userId: actor.userId, revokedAt: null },
    data: { revokedAt: deps.clock.now(), revokedReason: 'revoked' },
  })
  return { done: true }
}
