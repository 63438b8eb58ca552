import { hashToken } from '@aetherflow/crypto/token'
import { prismaSql } from '@aetherflow/db/sql'
import { grantBonus } from '@aetherflow/ledger/grant-bonus'
import { audit } from '../audit.ts'
import type { AnyoneCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'

/** Confirms an address by its mailed token and grants the starter credits, once. Throws TOKEN_INVALID. */
export async function verifyEmail(
  ctx: AnyoneCtx,
  input: { token: string },
): Promise<{ email: string; bonus: bigint }> {
  const { deps } = ctx
  await deps.limiter.consume('login-address', `verify:${ctx.address}`)
  return deps.prisma.$transaction(async (tx) => {
    const token = await tx.emailToken.findUnique({
      where: { tokenHash: hashToken(input.token) },
      include: { user: true },
    })
    if (token === null || token.kind !== 'verify_email') throw new DomainError('TOKEN_INVALID')
    const now = deps.clock.now()
    // A second click on a good link is a success, not an error.
    if (token.user.emailVerifiedAt !== null) return { email: token.user.email, bonus: 0n }
    if (token.usedAt !== null || token.expiresAt <= now) throw new DomainError('TOKEN_INVALID')
    await tx.emailToken.update({ where: { id: token.id }, data: { usedAt: now } })
    await tx.user.update({ where: { id: token.userId }, data: { emailVerifiedAt: now } })
    const sql = prismaSql(tx)
    const granted = await grantBonus(sql, { userId: token.userId, reason: 'email_verified' })
    await audit(sql, ctx, {
      action: 'identity.verify_email',
      subjectKind: 'user',
      subjectId: token.userId,
    })
    return { email: token.user.email, bonus: granted.amount }
  })
}
