import type { z } from 'zod'
import type { AnyoneCtx } from '../context.ts'
import type { starterGrantOutput } from './schemas.ts'

/**
 * What confirming an address grants now: hundredths of a credit and the days they last, from the
 * newest active rule, the one `ledger.grant_bonus` reads; null while there is none.
 */
export async function getStarterGrant(ctx: AnyoneCtx): Promise<z.infer<typeof starterGrantOutput>> {
  const rule = await ctx.deps.prisma.grantRule.findFirst({
    where: { reason: 'email_verified', active: true },
    orderBy: { version: 'desc' },
  })
  return rule === null ? null : { amount: rule.amount, validDays: rule.validDays }
}
