import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import type { LimitsView } from './limits-schemas.ts'

// The same sum as the cap's own, so that what is said to be left is what can be spent.
const read: Statement = {
  name: 'wallet_limits',
  text: `WITH me AS (SELECT daily_spend_cap, low_balance_at, date_trunc('day', $2::timestamptz, 'UTC') AS today
                       FROM users WHERE id = $1)
         SELECT m.daily_spend_cap AS "dailySpendCap", m.low_balance_at AS "lowBalanceAt",
           m.today + interval '1 day' AS "resetsAt",
           CASE WHEN m.daily_spend_cap IS NOT NULL THEN (
             SELECT coalesce(sum(CASE WHEN t.status IN ('pending', 'processing') THEN t.ceiling
                                      ELSE s.price - s.reversed END), 0)::bigint
               FROM tasks t LEFT JOIN settlements s ON s.task_id = t.id
              WHERE t.user_id = $1 AND t.created_at >= m.today) END AS "spentToday",
           coalesce((SELECT sum(a.balance) FROM accounts a WHERE a.user_id = $1
              AND a.kind IN ('available', 'bonus', 'promo_earned', 'earned', 'held')) < m.low_balance_at, false) AS "isLow"
         FROM me m`,
}

/** The caller's daily cap with what today has taken of it, and the mark of the low-balance notice. */
export async function getLimits(ctx: UserCtx): Promise<LimitsView> {
  const [limits] = await ctx.deps.sql.query<LimitsView>(read, [
    ctx.actor.userId,
    ctx.deps.clock.now(),
  ])
  if (limits === undefined) throw new Error('a signed-in user has no row')
  return limits
}
