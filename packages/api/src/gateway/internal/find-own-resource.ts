import type { Prisma } from '@aetherflow/db/prisma'
import type { UserCtx } from '../../context.ts'
import { DomainError } from '../../domain-error.ts'

type Reader = Pick<Prisma, 'resource'>

/** One of the caller's resources with what its view needs. Throws NOT_FOUND for any other id. */
export async function findOwnResource(
  ctx: UserCtx,
  resourceId: string,
  reader: Reader = ctx.deps.prisma,
) {
  const resource = await reader.resource.findFirst({
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
