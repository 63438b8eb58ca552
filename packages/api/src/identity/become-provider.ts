import { prismaSql } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { getProfile } from './get-profile.ts'
import type { Profile } from './schemas.ts'
import { providerTermsVersion } from './terms.ts'

/**
 * Accepts the provider terms in force; accepted already is a success. An admin may accept them and stays
 * an admin. Throws TERMS_REQUIRED for another version, EMAIL_NOT_VERIFIED, ACCOUNT_FROZEN.
 */
export async function becomeProvider(
  ctx: UserCtx,
  input: { termsVersion: string },
): Promise<Profile> {
  const { deps, actor } = ctx
  if (input.termsVersion !== providerTermsVersion)
    throw new DomainError('TERMS_REQUIRED', { version: providerTermsVersion })
  if (!actor.emailVerified) throw new DomainError('EMAIL_NOT_VERIFIED')
  if (actor.status !== 'active') throw new DomainError('ACCOUNT_FROZEN')
  const id = actor.userId
  await deps.prisma.$transaction(async (tx) => {
    const accepted = await tx.user.updateMany({
      where: {
        id,
        OR: [{ providerTermsVersion: null }, { NOT: { providerTermsVersion } }],
      },
      data: { providerTermsVersion, providerTermsAcceptedAt: deps.clock.now() },
    })
    await tx.user.updateMany({ where: { id, role: 'consumer' }, data: { role: 'provider' } })
    if (accepted.count === 0) return
    await audit(prismaSql(tx), ctx, {
      action: 'identity.become_provider',
      subjectKind: 'user',
      subjectId: id,
      detail: { termsVersion: providerTermsVersion },
    })
  })
  return getProfile(ctx)
}
