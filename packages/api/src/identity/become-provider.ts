import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { toProfile } from './internal/to-profile.ts'
import type { Profile } from './schemas.ts'
import { providerTermsVersion } from './terms.ts'

/** Accepts the provider terms in force. Throws TERMS_REQUIRED for another version, EMAIL_NOT_VERIFIED. */
export async function becomeProvider(
  ctx: UserCtx,
  input: { termsVersion: string },
): Promise<Profile> {
  const { deps, actor } = ctx
  if (input.termsVersion !== providerTermsVersion)
    throw new DomainError('TERMS_REQUIRED', { version: providerTermsVersion })
  if (!actor.emailVerified) throw new DomainError('EMAIL_NOT_VERIFIED')
  if (actor.status !== 'active') throw new DomainError('ACCOUNT_FROZEN')
  return deps.prisma.$transaction(async (tx) => {
    const data = { providerTermsVersion, providerTermsAcceptedAt: deps.clock.now() }
    const user = await tx.user.update({
      where: { id: actor.userId },
      // An admin may accept the terms and stays an admin.
      data: actor.role === 'consumer' ? { ...data, role: 'provider' } : data,
    })
    await audit(prismaSql(tx), ctx, {
      action: 'identity.become_provider',
      subjectKind: 'user',
      subjectId: user.id,
      detail: { termsVersion: providerTermsVersion },
    })
    return toProfile(user)
  })
}
