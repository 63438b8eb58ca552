import type { Invariant } from './invariant.ts'

/** Rules about what admins decided: disputes, refunds, buy-outs. */
export const deskInvariants: readonly Invariant[] = [
  {
    id: 'disputes',
    rule: 'earnings are withheld exactly while somebody disputes them, and a decision moved what it says',
    // A chargeback may reverse what is disputed; nobody else takes the state away.
    text: (within) => `
      SELECT 'settlement ' || s.task_id AS id FROM settlements s
        CROSS JOIN LATERAL (
          SELECT EXISTS (SELECT FROM disputes d WHERE d.task_id = s.task_id
                            AND d.status IN ('open', 'awaiting_approval', 'decided')) AS live) d
       WHERE ${within.tasks('s.task_id')} AND s.state <> 'reversed' AND (s.state = 'disputed') <> d.live
      UNION ALL
      SELECT 'dispute ' || d.id FROM disputes d
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(e.amount) FILTER (WHERE t.kind = 'dispute_refund'), 0) AS refunded,
                 coalesce(sum(e.amount) FILTER (WHERE t.kind = 'compensate'), 0) AS compensated
            FROM transfers t
            JOIN entries e ON e.transfer_id = t.id
            JOIN accounts a ON a.id = e.account_id AND a.user_id = d.user_id
           WHERE t.business_key IN ('dispute_refund:' || d.id, 'compensate:' || d.id)
        ) m
       WHERE ${within.tasks('d.task_id')}
         AND (m.refunded <> CASE WHEN d.status = 'executed' AND d.decision IN ('refund_full', 'refund_partial') THEN d.amount ELSE 0 END
           OR m.compensated <> CASE WHEN d.status = 'executed' AND d.decision = 'compensate' THEN d.amount ELSE 0 END)`,
  },
  {
    id: 'refunds',
    rule: 'an order counts what gateways gave back of it, and is refunded when that is all',
    text: (within) => `
      SELECT 'order ' || o.id AS id FROM orders o
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(r.credits), 0) AS credits, coalesce(sum(r.amount_minor), 0) AS minor
            FROM order_refunds r WHERE r.order_id = o.id AND r.state = 'done' AND r.credits > 0
        ) r
       WHERE ${within.orders('o.id')}
         AND ((o.refunded_credits, o.refunded_minor) <> (r.credits, r.minor)
           OR (o.status = 'refunded' AND r.credits <> o.credits) OR (o.status = 'credited' AND r.credits = o.credits))`,
  },
  {
    id: 'buy-outs',
    rule: 'promo becomes withdrawable only as recorded, within the day’s cap and budget of that moment',
    text: (within) => `
      SELECT 'transfer ' || t.id AS id FROM transfers t
        LEFT JOIN adjustments b ON b.id = split_part(t.business_key, ':', 2)::uuid AND b.kind = 'buy_out' AND b.state = 'executed'
        LEFT JOIN LATERAL (
          SELECT sum(e.amount) FILTER (WHERE a.kind = 'promo_earned') AS promo, sum(e.amount) FILTER (WHERE a.kind = 'earned') AS earned
            FROM entries e JOIN accounts a ON a.id = e.account_id AND a.user_id = b.user_id WHERE e.transfer_id = t.id
        ) m ON true
       WHERE t.kind = 'buy_out' AND ${within.transfers('t.id')}
         AND (b.id IS NULL OR m.promo IS DISTINCT FROM b.amount OR m.earned IS DISTINCT FROM -b.amount)
      UNION ALL
      SELECT 'adjustment ' || b.id FROM adjustments b
        CROSS JOIN LATERAL (
          SELECT -sum(o.amount) AS everybody, -sum(o.amount) FILTER (WHERE o.user_id = b.user_id) AS provider
            FROM adjustments o
           WHERE o.kind = 'buy_out' AND o.state = 'executed' AND o.executed_at <= b.executed_at
             AND o.executed_at >= date_trunc('day', b.executed_at, 'UTC')
        ) d
       WHERE b.kind = 'buy_out' AND b.state = 'executed' AND ${within.users('b.user_id')}
         AND (d.provider > ${inForce('buyOut.providerDailyCap')} OR d.everybody > ${inForce('buyOut.dailyBudget')})`,
  },
]

/** A setting as it was when the buy-out `b` was executed. */
function inForce(key: string): string {
  return `coalesce((SELECT (s.value #>> '{}')::bigint FROM settings s
    WHERE s.key = '${key}' AND s.created_at <= b.executed_at ORDER BY s.version DESC LIMIT 1), 0)`
}
