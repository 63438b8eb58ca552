import type { Statement } from '@aetherflow/db/sql'
import type { GatewayDispute } from '@aetherflow/integrations/payment/payment-gateway'
import { chargeback } from '@aetherflow/ledger/chargeback'
import { chargebackReturn } from '@aetherflow/ledger/chargeback-return'
import type { Deps } from '../../deps.ts'
import { creditsOfMoney } from './money-of-credits.ts'
import type { PaidState } from './paid-state.ts'
import type { KnownOrder } from './read-order.ts'
import { recordIncident } from './record-incident.ts'

// A dispute that was won before we heard of it took nothing; it is kept, because the gateway's books show it.
const open: Statement = {
  name: 'chargeback_open',
  text: `INSERT INTO chargebacks (order_id, gateway, gateway_dispute_id, amount_minor, currency, credits, state, ended_at, created_at)
         SELECT $1::uuid, $2, $3, $4, $5, $6::bigint, (CASE WHEN $7 = 'won' THEN 'won' ELSE 'opened' END)::chargeback_state,
                CASE WHEN $7 = 'won' THEN clock_now() END, clock_now()
         ON CONFLICT (gateway, gateway_dispute_id) DO NOTHING`,
}
const read: Statement = {
  name: 'chargeback_read',
  text: `SELECT id, state::text AS state FROM chargebacks WHERE order_id = $1 AND gateway = $2 AND gateway_dispute_id = $3`,
}
const lose: Statement = {
  name: 'chargeback_lose',
  text: `UPDATE chargebacks SET state = 'lost', ended_at = clock_now() WHERE id = $1 AND state = 'debited'`,
}

const winNothing: Statement = {
  name: 'chargeback_win_nothing',
  text: `UPDATE chargebacks SET state = 'won', ended_at = clock_now() WHERE id = $1 AND state = 'opened'`,
}

/** Takes the credits of a payment that the buyer's bank takes back, once, and gives them back when it is won. */
export async function followDisputes(
  deps: Deps,
  order: KnownOrder,
  payment: PaidState,
): Promise<void> {
  for (const dispute of payment.disputes) await followDispute(deps, order, payment, dispute)
}

async function followDispute(
  { sql }: Deps,
  order: KnownOrder,
  payment: PaidState,
  dispute: GatewayDispute,
): Promise<void> {
  const { gatewayDisputeId, amountMinor, state } = dispute
  const named = [order.id, order.gateway, gatewayDisputeId]
  const credits = creditsOfMoney(order, amountMinor)
  await sql.query(open, [...named, amountMinor, payment.currency, credits, state])
  const [row] = await sql.query<{ id: string; state: string }>(read, named)
  if (row === undefined || row.state === 'won' || row.state === 'lost') return
  if (row.state === 'opened') {
    const { outcome } = await chargeback(sql, { chargebackId: row.id })
    if (outcome === 'nothing') {
      if (state === 'won') await sql.query(winNothing, [row.id])
      const { gatewayPaymentId, currency, merchant } = payment
      const seen = { gateway: order.gateway, gatewayPaymentId, orderId: order.id }
      return recordIncident(sql, { ...seen, reason: 'DISPUTE', amountMinor, currency, merchant })
    }
  }
  if (state === 'won') await chargebackReturn(sql, { chargebackId: row.id })
  if (state === 'lost') await sql.query(lose, [row.id])
}
