import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { findOwnResource } from './internal/find-own-resource.ts'
import type { Done } from './schemas.ts'
import type { AcknowledgeDrift } from './receipt-schemas.ts'

/**
 * The owner knows of it: the finding is closed and counting begins anew with the next reading. Closed already is a success.
 * Throws NOT_FOUND.
 */
export async function acknowledgeDrift(ctx: UserCtx, input: AcknowledgeDrift): Promise<Done> {
  const { deps, actor } = ctx
  const { upstreamAccountId } = await findOwnResource(ctx, input.resourceId)
  if (upstreamAccountId === null) throw new DomainError('NOT_FOUND')
  await deps.prisma.$transaction(async (tx) => {
    const where = { id: input.findingId, upstreamAccountId }
    const closed = await tx.driftFinding.updateMany({
      where: { ...where, closedAt: null },
      data: { closedAt: deps.clock.now(), acknowledgedBy: actor.userId },
    })
    if ((await tx.driftFinding.count({ where })) === 0) throw new DomainError('NOT_FOUND')
    if (closed.count === 0) return
    await audit(prismaSql(tx), ctx, {
      action: 'gateway.acknowledge_drift',
      subjectKind: 'resource',
      subjectId: input.resourceId,
      detail: { findingId: input.findingId },
    })
  })
  return { done: true }
}
