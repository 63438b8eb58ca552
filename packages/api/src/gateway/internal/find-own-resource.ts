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

const passed: ('retired' | 'destroyed')[] = ['retired', 'destroyed']
const inUseFirst: { verifiedAt?: { sort: 'desc'; nulls: 'last' }; version?: 'desc' }[] = [
  { verifiedAt: { sort: 'desc', nulls: 'last' } },
  { version: 'desc' },
]

/** Tails of credentials only: nothing sealed is ever selected here. */
export const resourceParts = {
  upstream: { select: { id: true, name: true, host: true, warrantyVersion: true } },
  upstreamAccount: {
    select: { balanceE4: true, balanceAt: true, spentSinceE4: true, balanceDeclared: true },
  },
  counter: true,
  credentials: {
    where: { state: { notIn: passed } },
    select: { maskedTail: true, state: true, version: true },
    // The one in use first, then the newest that is not: a newer key on its way, or one that was refused.
    orderBy: inUseFirst,
    take: 2,
  },
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
      upstreamId: true,
      warrantyVersion: true,
      credentials: { select: { state: true }, where: { state: 'active' }, take: 1 },
    },
  })
  if (resource === null) throw new DomainError('NOT_FOUND')
  return resource
}

export type OwnStatus = Awaited<ReturnType<typeof findOwnStatus>>
