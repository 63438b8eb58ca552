import type { Prisma } from '@aetherflow/db/prisma'
import type { UserCtx } from '../../context.ts'
import { DomainError } from '../../domain-error.ts'

/** One of the caller's resources with what its view needs. Throws NOT_FOUND for any other id. */
export async function findOwnResource(ctx: UserCtx, resourceId: string) {
  const resource = await ctx.deps.prisma.resource.findFirst({
    where: { id: resourceId, ownerId: ctx.actor.userId, deletedAt: null },
    include: resourceParts,
  })
  if (resource === null) throw new DomainError('NOT_FOUND')
  return resource
}

/** The newest credential's tail only: nothing sealed is ever selected here. */
export const resourceParts = {
  upstream: { select: { name: true } },
  upstreamAccount: { select: { balanceE4: true, balanceAt: true, spentSinceE4: true } },
  counter: true,
  credentials: { select: { maskedTail: true, state: true }, orderBy: { version: 'desc' }, take: 1 },
} as const

export type ResourceRow = Awaited<ReturnType<typeof findOwnResource>>

/**
 * What a transaction decides by. Throws NOT_FOUND for any other id. One relation and no more: Prisma loads
 * several side by side, which a transaction's one connection cannot.
 */
export async function findOwnStatus(
  ctx: UserCtx,
  resourceId: string,
  tx: Pick<Prisma, 'resource'>,
) {
  const resource = await tx.resource.findFirst({
    where: { id: resourceId, ownerId: ctx.actor.userId, deletedAt: null },
    select: {
      id: true,
      status: true,
      statusReason: true,
      credentials: { select: { state: true }, orderBy: { version: 'desc' }, take: 1 },
    },
  })
  if (resource === null) throw new DomainError('NOT_FOUND')
  return resource
}

export type OwnStatus = Awaited<ReturnType<typeof findOwnStatus>>
