import type { LedgerModel } from '../model/ledger-model.ts'
import type { Pair } from './pair.ts'

type Row = Record<string, unknown>
/** How disputes, chargebacks, refunds and adjustments ended. */
export type Desk = Record<
  'disputes' | 'chargebacks' | 'reversals' | 'refunds' | 'adjustments',
  Row[]
>

const byId = (rows: Row[]) => rows.toSorted((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1))

export function modelDesk(model: LedgerModel): Desk {
  const chargebacks = [...model.chargebacks.values()]
  return {
    disputes: byId(
      [...model.disputes.values()].map(({ id, taskId, status, decision, amount, failure }) => ({
        id,
        taskId,
        status,
        decision,
        amount,
        failure,
      })),
    ),
    chargebacks: byId(
      chargebacks.map(({ id, credits, state, moved, owed }) => ({
        id,
        credits,
        state,
        moved,
        owed,
      })),
    ),
    reversals: byId(
      chargebacks.flatMap(({ id, reversals }) =>
        [...reversals].map(([taskId, price]) => ({ id: `${id} ${taskId}`, price })),
      ),
    ),
    refunds: byId(
      [...model.refunds.values()].map(({ id, state, failure }) => ({ id, state, failure })),
    ),
    adjustments: byId(
      [...model.adjustments.values()].map(({ id, state, failure }) => ({ id, state, failure })),
    ),
  }
}

export async function sqlDesk({ db, people, model }: Pair): Promise<Desk> {
  const orders = [...model.orders.keys()]
  const disputes = await db.run(
    `SELECT id, task_id AS "taskId", status::text AS status, decision::text AS decision, amount, failure
       FROM disputes WHERE user_id = ANY ($1)`,
    [people],
  )
  const chargebacks = await db.run(
    `SELECT id, credits, state::text AS state, taken AS moved, owed FROM chargebacks WHERE order_id = ANY ($1)`,
    [orders],
  )
  const reversals = await db.run(
    `SELECT r.chargeback_id || ' ' || r.task_id AS id, r.price
       FROM chargeback_reversals r JOIN chargebacks c ON c.id = r.chargeback_id WHERE c.order_id = ANY ($1)`,
    [orders],
  )
  const refunds = await db.run(
    `SELECT id, state::text AS state, failure FROM order_refunds WHERE order_id = ANY ($1)`,
    [orders],
  )
  const adjustments = await db.run(
    `SELECT id, state::text AS state, failure FROM adjustments WHERE user_id = ANY ($1)`,
    [people],
  )
  return {
    disputes: byId(disputes),
    chargebacks: byId(chargebacks),
    reversals: byId(reversals),
    refunds: byId(refunds),
    adjustments: byId(adjustments),
  }
}
