import type { UserCtx } from '../context.ts'
import { toProfile } from './internal/to-profile.ts'
import type { Profile } from './schemas.ts'

export type UpdateProfile = {
  displayName?: string | undefined
  locale?: Profile['locale'] | undefined
  theme?: Profile['theme'] | undefined
}

/** Changes name, language or theme; what is absent stays. */
export async function updateProfile(ctx: UserCtx, input: UpdateProfile): Promise<Profile> {
  const { displayName, locale, theme } = input
  const user = await ctx.deps.prisma.user.update({
    where: { id: ctx.actor.userId },
    data: {
      ...(displayName === undefined ? {} : { displayName }),
      ...(locale === undefined ? {} : { locale }),
      ...(theme === undefined ? {} : { theme }),
    },
  })
  return toProfile(user)
}
