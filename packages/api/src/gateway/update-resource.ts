import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { getResource } from './get-resource.ts'
import { findOwnResource } from './internal/find-own-resource.ts'
import { toHoursMask } from './internal/hours-mask.ts'
import type { ResourceView, UpdateResource } from './schemas.ts'

/**
 * Changes name, price and limits; what is absent stays. A new price counts from the next claim on:
 * what is claimed already keeps the price it was claimed at. Throws NOT_FOUND, MODEL_UNAVAILABLE.
 */
export async function updateResource(ctx: UserCtx, input: UpdateResource): Promise<ResourceView> {
  const { deps } = ctx
  const { resourceId, hours, modelIds, ...plain } = input
  const resource = await findOwnResource(ctx, resourceId)
  if (modelIds !== undefined) await assertModels(ctx, resource, modelIds)
  const changes = Object.fromEntries(
    Object.entries(plain).filter(([, value]) => value !== undefined),
  )
  await deps.prisma.$transaction(async (tx) => {
    await tx.resource.updateMany({
      where: { id: resource.id, ownerId: ctx.actor.userId, deletedAt: null },
      data: {
        ...changes,
        ...(hours === undefined ? {} : { hoursMask: toHoursMask(hours) }),
        ...(modelIds === undefined ? {} : { modelIds: offered(modelIds, resource.keyModelIds) }),
      },
    })
    await audit(prismaSql(tx), ctx, {
      action: 'gateway.update_resource',
      subjectKind: 'resource',
      subjectId: resource.id,
      detail: { to: told({ ...changes, hours, modelIds }) },
    })
  })
  return getResource(ctx, input)
}

/** What an owner has set, as the audit log keeps it: a name is theirs alone, figures are what is disputed later. */
function told(set: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const known = Object.entries(set).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    known.map(([field, value]) => [field, typeof value === 'bigint' ? value.toString() : value]),
  )
}

/** Everything that the key may use is written out where that is less than everything. */
function offered(modelIds: readonly string[], keyModelIds: readonly string[]): string[] {
  return [...new Set(modelIds.length === 0 ? keyModelIds : modelIds)]
}

async function assertModels(
  ctx: UserCtx,
  { upstreamId, keyModelIds }: { upstreamId: string; keyModelIds: readonly string[] },
  modelIds: readonly string[],
): Promise<void> {
  if (keyModelIds.length > 0 && modelIds.some((id) => !keyModelIds.includes(id)))
    throw new DomainError('MODEL_UNAVAILABLE')
  const known = await ctx.deps.prisma.model.count({
    where: { upstreamId, id: { in: [...modelIds] } },
  })
  if (known !== new Set(modelIds).size) throw new DomainError('MODEL_UNAVAILABLE')
}
