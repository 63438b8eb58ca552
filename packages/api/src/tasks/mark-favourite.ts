import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import type { Done, Favourite } from './schemas.ts'

/** Marks or unmarks one of the caller's images. Throws NOT_FOUND. */
export async function markFavourite({ deps, actor }: UserCtx, input: Favourite): Promise<Done> {
  const { count } = await deps.prisma.image.updateMany({
    where: { id: input.imageId, userId: actor.userId, state: 'delivered' },
    data: { favourite: input.favourite },
  })
  if (count === 0) throw new DomainError('NOT_FOUND')
  return { done: true }
}
