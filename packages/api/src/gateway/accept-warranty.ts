import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { getResource } from './get-resource.ts'
import { findOwnResource } from './internal/find-own-resource.ts'
import { recordAcceptance } from './internal/record-acceptance.ts'
import type { AcceptWarranty, ResourceView } from './schemas.ts'

/**
 * Accepts the warranty and risk notice for a resource again, after its text has changed. Throws NOT_FOUND,
 * TERMS_REQUIRED (another text is in force).
 */
export async function acceptWarranty(ctx: UserCtx, input: AcceptWarranty): Promise<ResourceView> {
  const resource = await findOwnResource(ctx, input.resourceId)
  const { warrantyVersion, warrantyHash } = input
  await ctx.deps.prisma.$transaction(async (tx) => {
    const shown = { warrantyVersion, warrantyHash }
    const { id: resourceId, upstream } = resource
    await recordAcceptance(tx, ctx, { resourceId, upstream, shown })
    await tx.resource.updateMany({
      where: { id: resource.id, ownerId: ctx.actor.userId, deletedAt: null },
      data: { warrantyVersion, warrantyAt: ctx.deps.clock.now() },
    })
    await audit(prismaSql(tx), ctx, {
      action: 'gateway.accept_warranty',
      subjectKind: 'resource',
      subjectId: resource.id,
      detail: { warrantyVersion, warrantyHash },
    })
  })
  return getResource(ctx, input)
}
