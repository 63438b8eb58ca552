import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { getResource } from './get-resource.ts'
import { findOwnStatus } from './internal/find-own-resource.ts'
import type { ResourceView } from './schemas.ts'
import { statusReason } from './status-reasons.ts'

/** Stops new work at once; calls under way run to their end. Paused already is a success. Throws NOT_FOUND, RESOURCE_NOT_READY. */
export async function pauseResource(
  ctx: UserCtx,
  input: { resourceId: string },
): Promise<ResourceView> {
  const { deps, actor } = ctx
  const { resourceId: id } = input
  await deps.prisma.$transaction(async (tx) => {
    const paused = await tx.resource.updateMany({
      where: { id, ownerId: actor.userId, deletedAt: null, status: { in: ['active', 'error'] } },
      data: { status: 'paused', statusReason: statusReason.byOwner, statusAt: deps.clock.now() },
    })
    const { status } = await findOwnStatus(ctx, id, tx)
    if (status !== 'paused') throw new DomainError('RESOURCE_NOT_READY', { status })
    if (paused.count === 0) return
    await audit(prismaSql(tx), ctx, {
      action: 'gateway.pause',
      subjectKind: 'resource',
      subjectId: id,
    })
  })
  return getResource(ctx, input)
}
