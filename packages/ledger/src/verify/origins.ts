import type { Invariant } from './invariant.ts'

/** Rules about where credits come from: payments, grants, earnings. */
export const originInvariants: readonly Invariant[] = [
  {
    id: 'I9',
    rule: 'a paid order is credited once, with its pack’s credits at its pack’s price',
    text: (within) => `
      SELECT 'order ' || o.id AS id FROM orders o
        JOIN packs p ON p.id = o.pack_id
        LEFT JOIN pack_prices c ON c.pack_id = o.pack_id AND c.currency = o.currency
        LEFT JOIN transfers t ON t.business_key = 'top_up:' || o.id
        LEFT JOIN LATERAL (
          SELECT sum(e.amount) FILTER (WHERE a.user_id = o.user_id AND a.kind = 'available') AS credited,
                 sum(e.amount) FILTER (WHERE a.kind = 'clearing' AND a.gateway = o.gateway) AS cleared
            FROM entries e JOIN accounts a ON a.id = e.account_id WHERE e.transfer_id = t.id
        ) m ON true
       WHERE ${within.orders('o.id')} AND (
             (o.status IN ('credited', 'refunded', 'charged_back')) <> (t.id IS NOT NULL)
          OR (t.id IS NOT NULL AND (
                m.credited IS DISTINCT FROM coalesce(p.credits, o.credits) OR m.cleared IS DISTINCT FROM -m.credited
                OR o.gateway_payment_id IS NULL
                OR o.amount_minor IS DISTINCT FROM ceil(m.credited * c.amount_minor / c.per_credits))))
      UNION ALL
      SELECT 'transfer ' || t.id FROM transfers t
       WHERE t.kind = 'top_up' AND ${within.transfers('t.id')}
         AND NOT EXISTS (SELECT FROM orders o WHERE o.id = split_part(t.business_key, ':', 2)::uuid)
      UNION ALL
      SELECT 'payment ' || o.gateway_payment_id FROM orders o
       WHERE ${within.orders('o.id')} AND EXISTS (
         SELECT FROM orders x WHERE x.gateway = o.gateway AND x.gateway_payment_id = o.gateway_payment_id AND x.id <> o.id)`,
  },
  {
    id: 'I11',
    rule: 'bonus and promo credits never become withdrawable',
    text: (within) => `
      -- The promotional part of a share is rounded up, and all of it stays promotional.
      SELECT 'settlement ' || s.task_id AS id FROM settlements s
       WHERE ${within.tasks('s.task_id')} AND s.price > 0
         AND s.share_promo < ceil(s.provider_share::numeric * (s.from_bonus + s.from_promo) / s.price)
      UNION ALL
      SELECT 'settlement ' || s.task_id FROM settlements s
        JOIN transfers t ON t.business_key = 'mature:' || s.task_id
        JOIN entries e ON e.transfer_id = t.id AND e.amount > 0
        JOIN accounts a ON a.id = e.account_id AND a.kind = 'earned'
       WHERE ${within.tasks('s.task_id')} AND e.amount > s.provider_share - s.share_promo
      UNION ALL
      -- Withdrawable accounts rise by payments, matured earnings, and by what was taken from them.
      SELECT 'entry ' || e.id FROM entries e
        JOIN accounts a ON a.id = e.account_id AND a.kind IN ('available', 'earned')
        JOIN transfers t ON t.id = e.transfer_id
       WHERE e.amount > 0 AND ${within.transfers('t.id')} AND t.kind <> ALL (CASE a.kind
         WHEN 'available' THEN ARRAY['top_up', 'settle', 'release', 'dispute_refund', 'refund_return', 'chargeback',
                                     'chargeback_return', 'adjust']
         ELSE ARRAY['mature', 'settle', 'release', 'dispute_refund', 'chargeback_return', 'buy_out', 'adjust'] END::transfer_kind[])
      UNION ALL
      SELECT 'task ' || k.id FROM tasks k
        JOIN transfers t ON t.business_key IN ('settle:' || k.id, 'release:' || k.id)
        JOIN entries e ON e.transfer_id = t.id AND e.amount > 0
        JOIN accounts a ON a.id = e.account_id AND a.user_id = k.user_id
       WHERE ${within.tasks('k.id')}
         AND ((a.kind = 'available' AND e.amount > k.held_available) OR (a.kind = 'earned' AND e.amount > k.held_earned))`,
  },
]
