import type { UserCtx } from '../context.ts'
import { findOwnResource } from './internal/find-own-resource.ts'
import type { KeyVersion } from './schemas.ts'

/** The keys that a resource had and has, newest first; never what is in them. Throws NOT_FOUND. */
export async function listKeyVersions(
  ctx: UserCtx,
  input: { resourceId: string },
): Promise<{ versions: KeyVersion[] }> {
  const { id: resourceId } = await findOwnResource(ctx, input.resourceId)
  const versions = await ctx.deps.prisma.credential.findMany({
    where: { resourceId, state: { not: 'begun' } },
    orderBy: { version: 'desc' },
    take: 20,
    select: {
      version: true,
      state: true,
      maskedTail: true,
      sealedAt: true,
      verifiedAt: true,
      retiredAt: true,
      destroyedAt: true,
    },
  })
  return { versions: versions.map((row) => ({ ...row, maskedTail: row.maskedTail ?? '' })) }
}
