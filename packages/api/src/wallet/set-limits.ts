import { withTransaction } from '@aetherflow/db/transaction'
import { setLimits as set } from '@aetherflow/ledger/set-limits'
import { audit } from '../audit.ts'
import type { UserCtx } from '../context.ts'
import { getLimits } from './get-limits.ts'
import type { LimitsView, SetLimits } from './limits-schemas.ts'

/** Sets the caller's daily cap and low-balance mark; what is absent stays, null turns it off. */
export async function setLimits(ctx: UserCtx, input: SetLimits): Promise<LimitsView> {
  const before = await getLimits(ctx)
  const { dailySpendCap = before.dailySpendCap, lowBalanceAt = before.lowBalanceAt } = input
  await withTransaction(ctx.deps.pool, async (sql) => {
    await set(sql, ctx.actor.userId, { dailySpendCap, lowBalanceAt })
    await audit(sql, ctx, {
      action: 'wallet.set_limits',
      subjectKind: 'user',
      subjectId: ctx.actor.userId,
      detail: { before: said(before), after: said({ dailySpendCap, lowBalanceAt }) },
    })
  })
  return getLimits(ctx)
}

/** JSON knows no bigint. */
function said({ dailySpendCap, lowBalanceAt }: Pick<LimitsView, 'dailySpendCap' | 'lowBalanceAt'>) {
  return {
    dailySpendCap: dailySpendCap?.toString() ?? null,
    lowBalanceAt: lowBalanceAt?.toString() ?? null,
  }
}
