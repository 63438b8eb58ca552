import type { Invariant } from './invariant.ts'

/** Rules about credits and money that go back, and about what gateways say of it. */
export const reversalInvariants: readonly Invariant[] = [
  {
    id: 'I10',
    rule: 'what is reversed, refunded or charged back is never more than was paid, and is what was moved',
    text: (within) => `
      SELECT 'settlement ' || s.task_id AS id FROM settlements s
       WHERE ${within.tasks('s.task_id')}
         AND (s.reversed NOT BETWEEN 0 AND s.price OR s.fee_reversed NOT BETWEEN 0 AND s.fee
           OR s.reversed - s.fee_reversed > s.provider_share)
      UNION ALL
      SELECT 'settlement ' || s.task_id FROM settlements s
        CROSS JOIN LATERAL (
          SELECT coalesce(-sum(e.amount), 0) AS price, coalesce(-sum(e.amount) FILTER (WHERE a.user_id IS NULL), 0) AS fee
            FROM (
              SELECT 'dispute_refund:' || d.id AS key FROM disputes d WHERE d.task_id = s.task_id
              UNION ALL
              SELECT k.kind || ':' || r.chargeback_id || ':' || r.task_id FROM chargeback_reversals r
               CROSS JOIN (VALUES ('chargeback'), ('chargeback_return')) AS k (kind) WHERE r.task_id = s.task_id
            ) c
            JOIN transfers t ON t.business_key = c.key
            JOIN entries e ON e.transfer_id = t.id
            JOIN accounts a ON a.id = e.account_id AND (a.user_id = s.provider_id OR a.kind = 'commission')
        ) m
       WHERE ${within.tasks('s.task_id')} AND (s.reversed, s.fee_reversed) <> (m.price, m.fee)
      UNION ALL
      SELECT 'order ' || o.id FROM orders o
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(r.credits), 0) AS credits, coalesce(sum(r.amount_minor) FILTER (WHERE r.credits > 0), 0) AS minor
            FROM order_refunds r WHERE r.order_id = o.id AND r.state IN ('debited', 'done')) r
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(c.credits), 0) AS credits
            FROM chargebacks c WHERE c.order_id = o.id AND c.state IN ('debited', 'lost')) c
       WHERE ${within.orders('o.id')} AND (r.credits + c.credits > o.credits OR r.minor > o.amount_minor)`,
  },
  {
    id: 'I18',
    rule: 'clearing accounts are what orders, refunds and chargebacks say, and gateways’ newest statements agree',
    // Sums over all orders are the full check's; the statements come once a day.
    text: (within) => `
      SELECT 'clearing:' || coalesce(g.gateway, a.gateway) AS id
        FROM (
          SELECT o.gateway, sum(coalesce(p.credits, o.credits)) AS credits FROM orders o JOIN packs p ON p.id = o.pack_id
           WHERE o.status IN ('credited', 'refunded', 'charged_back') GROUP BY o.gateway
        ) g
        FULL JOIN (
          SELECT a.gateway, coalesce(sum(e.amount), 0) AS balance FROM accounts a LEFT JOIN entries e ON e.account_id = a.id
           WHERE a.kind = 'clearing' GROUP BY a.gateway
        ) a ON a.gateway = g.gateway
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(r.credits), 0) AS credits FROM order_refunds r JOIN orders o ON o.id = r.order_id
           WHERE o.gateway = coalesce(g.gateway, a.gateway) AND r.state IN ('debited', 'done')) r
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(c.credits), 0) AS credits FROM chargebacks c JOIN orders o ON o.id = c.order_id
           WHERE o.gateway = coalesce(g.gateway, a.gateway) AND c.state IN ('debited', 'lost')) c
       WHERE ${within.full} AND coalesce(a.balance, 0) <> r.credits + c.credits - coalesce(g.credits, 0)
      UNION ALL
      SELECT 'statement ' || n.gateway || ' ' || n.currency || ' ' || n.day FROM (
        SELECT DISTINCT ON (gateway, currency) gateway, currency, day, matches FROM gateway_statements
         ORDER BY gateway, currency, day DESC
      ) n WHERE NOT n.matches`,
  },
]
