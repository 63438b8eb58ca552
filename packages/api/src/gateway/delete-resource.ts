import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { findOwnStatus } from './internal/find-own-resource.ts'
import type { Done } from './schemas.ts'

/**
 * Takes a resource off the market and destroys its sealed keys. Calls under way run to their end; what was
 * earned stays. Throws NOT_FOUND.
 */
export async function deleteResource(ctx: UserCtx, input: { resourceId: string }): Promise<Done> {
  const { deps, actor } = ctx
  const now = deps.clock.now()
  await deps.prisma.$transaction(async (tx) => {
    const resource = await findOwnStatus(ctx, input.resourceId, tx)
    await tx.resource.updateMany({
      where: { id: resource.id, ownerId: actor.userId },
      data: { status: 'disabled', statusReason: 'deleted', statusAt: now, deletedAt: now },
    })
    await tx.credential.updateMany({
      where: { resourceId: resource.id, state: { not: 'destroyed' } },
      data: { state: 'destroyed', sealed: null, destroyedAt: now },
    })
    await tx.verification.updateMany({
      where: { credential: { resourceId: resource.id }, state: { in: ['queued', 'running'] } },
      data: { state: 'failed', finishedAt: now },
    })
    await audit(prismaSql(tx), ctx, {
      action: 'gateway.delete_resource',
      subjectKind: 'resource',
      subjectId: resource.id,
    })
  })
  return { done: true }
}
