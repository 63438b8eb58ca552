import { hashToken } from '@aetherflow/crypto/token'
import { prismaSql } from '@aetherflow/db/sql'
import { grantBonus } from '@aetherflow/ledger/grant-bonus'
import { audit } from '../audit.ts'
import type { AnyoneCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'

const reason = 'email_verified'

/** Confirms an address by its mailed token and grants the starter credits, once. Throws TOKEN_INVALID. */
export async function verifyEmail(
  ctx: AnyoneCtx,
  input: { token: string },
): Promise<{ email: string; bonus: bigint }> {
  const { deps } = ctx
  await deps.limiter.consume('login-address', `verify:${ctx.address}`)
  return deps.prisma.$transaction(async (tx) => {
    const now = deps.clock.now()
    const where = { tokenHash: hashToken(input.token), kind: 'verify_email' } as const
    // The update is the guard: of two clicks at once, one confirms and the other finds it done.
    const used = await tx.emailToken.updateMany({
      where: { ...where, usedAt: null, expiresAt: { gt: now }, user: { emailVerifiedAt: null } },
      data: { usedAt: now },
    })
    const token = await tx.emailToken.findUnique({ where, include: { user: true } })
    if (token === null) throw new DomainError('TOKEN_INVALID')
    const { id: userId, email, emailVerifiedAt } = token.user
    // A second click on a good link is a success, not an error.
    if (emailVerifiedAt !== null) return { email, bonus: 0n }
    if (used.count !== 1) throw new DomainError('TOKEN_INVALID')
    await tx.user.update({ where: { id: userId }, data: { emailVerifiedAt: now } })
    const sql = prismaSql(tx)
    // Without a rule in force an address is confirmed all the same: a refused grant would take it along.
    const rule = await tx.grantRule.findFirst({ where: { reason, active: true } })
    const granted = rule === null ? null : await grantBonus(sql, { userId, reason })
    await audit(sql, ctx, {
      action: 'identity.verify_email',
      subjectKind: 'user',
      subjectId: userId,
    })
    return { email, bonus: granted === null || granted.repeated ? 0n : granted.amount }
  })
}
