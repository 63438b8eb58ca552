import type { User } from '@aetherflow/db/generated/prisma/client'
import type { Profile } from '../schemas.ts'

/** What a user may see of their own row. */
export function toProfile(user: User): Profile {
  return {
    id: user.id,
    email: user.email,
    displayName: user.displayName,
    role: user.role,
    status: user.status,
    emailVerified: user.emailVerifiedAt !== null,
    locale: user.locale === 'zh-CN' ? 'zh-CN' : 'en',
    theme: user.theme,
    providerTermsVersion: user.providerTermsVersion,
    createdAt: user.createdAt,
  }
}
