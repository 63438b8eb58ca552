import type { UserCtx } from '../context.ts'
import { toProfile } from './internal/to-profile.ts'
import type { Profile } from './schemas.ts'

/** The caller's own profile. */
export async function getProfile(ctx: UserCtx): Promise<Profile> {
  return toProfile(
    await ctx.deps.prisma.user.findUniqueOrThrow({ where: { id: ctx.actor.userId } }),
  )
}
