import type { UserCtx } from '../context.ts'
import { pageOf } from '../keyset.ts'
import { resourceParts } from './internal/find-own-resource.ts'
import { toResourceView } from './internal/to-resource-view.ts'
import type { ResourceView } from './schemas.ts'

/** The caller's resources, newest first. A deposit that was begun and never sealed is not shown. */
export async function listResources(
  ctx: UserCtx,
  input: { before?: string | undefined; limit: number },
): Promise<{ resources: ResourceView[]; more: boolean }> {
  const found = await ctx.deps.prisma.resource.findMany({
    where: {
      ownerId: ctx.actor.userId,
      deletedAt: null,
      credentials: { some: { state: { not: 'begun' } } },
      ...(input.before === undefined ? {} : { id: { lt: input.before } }),
    },
    include: resourceParts,
    orderBy: { id: 'desc' },
    take: input.limit + 1,
  })
  const { rows, more } = pageOf(found, input.limit)
  const now = ctx.deps.clock.now()
  return { resources: rows.map((row) => toResourceView(row, now)), more }
}
