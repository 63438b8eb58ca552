import type { Statement } from '@aetherflow/db/sql'
import { balances } from '@aetherflow/ledger/balances'
import type { UserCtx } from '../context.ts'
import type { Balances } from './schemas.ts'

const nextToExpire: Statement = {
  name: 'wallet_next_expiry',
  text: `SELECT sum(remaining)::bigint AS amount, expires_at FROM bonus_lots
         WHERE user_id = $1 AND remaining > 0 AND expires_at > $2 GROUP BY expires_at ORDER BY expires_at LIMIT 1`,
}

/** The caller's balances in hundredths of a credit, with the bonus that expires next. */
export async function getBalances(ctx: UserCtx): Promise<Balances> {
  const { sql, clock } = ctx.deps
  const now = await balances(sql, ctx.actor.userId)
  const [expiring] = await sql.query<{ amount: bigint; expires_at: Date }>(nextToExpire, [
    ctx.actor.userId,
    clock.now(),
  ])
  return {
    spendable: now.spendable,
    available: now.available,
    bonus: now.bonus,
    promoEarned: now.promoEarned,
    earned: now.earned,
    held: now.held,
    pending: now.pending,
    debt: now.debt,
    nextExpiry:
      expiring === undefined ? null : { amount: expiring.amount, expiresAt: expiring.expires_at },
  }
}
