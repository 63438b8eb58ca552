import type { Invariant } from './invariant.ts'

/** Rules about where credits come from: payments, grants, earnings. */
export const originInvariants: readonly Invariant[] = [
  {
    id: 'I9',
    rule: 'a paid order is credited once, with its pack’s credits at its pack’s price',
    text: `
      SELECT 'order ' || o.id AS id FROM orders o
        JOIN packs p ON p.id = o.pack_id
        LEFT JOIN pack_prices c ON c.pack_id = o.pack_id AND c.currency = o.currency
        LEFT JOIN transfers t ON t.business_key = 'top_up:' || o.id
        LEFT JOIN LATERAL (
          SELECT sum(e.amount) FILTER (WHERE a.user_id = o.user_id AND a.kind = 'available') AS credited,
                 sum(e.amount) FILTER (WHERE a.kind = 'clearing' AND a.gateway = o.gateway) AS cleared
            FROM entries e JOIN accounts a ON a.id = e.account_id WHERE e.transfer_id = t.id
        ) m ON true
       WHERE (o.status IN ('credited', 'refunded', 'charged_back')) <> (t.id IS NOT NULL)
          OR (t.id IS NOT NULL AND (
                m.credited IS DISTINCT FROM coalesce(p.credits, o.credits) OR m.cleared IS DISTINCT FROM -m.credited
                OR o.gateway_payment_id IS NULL
                OR o.amount_minor IS DISTINCT FROM ceil(m.credited * c.amount_minor / c.per_credits)))
      UNION ALL
      SELECT 'transfer ' || t.id FROM transfers t
       WHERE t.kind = 'top_up' AND NOT EXISTS (SELECT FROM orders o WHERE 'top_up:' || o.id = t.business_key)
      UNION ALL
      SELECT 'payment ' || gateway_payment_id FROM orders WHERE gateway_payment_id IS NOT NULL
       GROUP BY gateway, gateway_payment_id HAVING count(*) > 1`,
  },
  {
    id: 'I11',
    rule: 'bonus and promo credits never become withdrawable',
    text: `
      -- The promotional part of a share is rounded up, and all of it stays promotional.
      SELECT 'settlement ' || s.task_id AS id FROM settlements s
       WHERE s.price > 0 AND s.share_promo < ceil(s.provider_share::numeric * (s.from_bonus + s.from_promo) / s.price)
      UNION ALL
      SELECT 'settlement ' || s.task_id FROM settlements s
        JOIN transfers t ON t.business_key = 'mature:' || s.task_id
        JOIN entries e ON e.transfer_id = t.id AND e.amount > 0
        JOIN accounts a ON a.id = e.account_id AND a.kind = 'earned'
       WHERE e.amount > s.provider_share - s.share_promo
      UNION ALL
      -- Withdrawable accounts rise by payments, matured earnings, and by what was taken from them.
      SELECT 'entry ' || e.id FROM entries e
        JOIN accounts a ON a.id = e.account_id AND a.kind IN ('available', 'earned')
        JOIN transfers t ON t.id = e.transfer_id
       WHERE e.amount > 0 AND t.kind <> ALL (CASE a.kind
         WHEN 'available' THEN ARRAY['top_up', 'settle', 'release', 'dispute_refund', 'compensate', 'adjust']
         ELSE ARRAY['mature', 'settle', 'release', 'dispute_refund', 'buy_out', 'adjust'] END::transfer_kind[])
      UNION ALL
      SELECT 'task ' || k.id FROM tasks k
        JOIN transfers t ON t.business_key IN ('settle:' || k.id, 'release:' || k.id)
        JOIN entries e ON e.transfer_id = t.id AND e.amount > 0
        JOIN accounts a ON a.id = e.account_id AND a.user_id = k.user_id
       WHERE (a.kind = 'available' AND e.amount > k.held_available) OR (a.kind = 'earned' AND e.amount > k.held_earned)`,
  },
  {
    id: 'lots',
    rule: 'a bonus account is the sum of its lots',
    text: `
      SELECT 'user ' || a.user_id AS id FROM accounts a
        LEFT JOIN (SELECT user_id, sum(remaining) AS remaining FROM bonus_lots GROUP BY user_id) l ON l.user_id = a.user_id
       WHERE a.kind = 'bonus' AND a.balance <> coalesce(l.remaining, 0)`,
  },
  {
    id: 'loss',
    rule: 'loss pays each call at most once and never more than a day’s counters say',
    text: `
      SELECT 'counter ' || c.user_id || ' ' || c.day AS id FROM loss_counters c
       WHERE c.side = 'provider' AND c.amount <> coalesce((
         SELECT sum(e.amount) FROM transfers t
           JOIN entries e ON e.transfer_id = t.id AND e.amount > 0
           JOIN accounts a ON a.id = e.account_id AND a.user_id = c.user_id
          WHERE t.kind = 'loss_payment' AND (t.created_at AT TIME ZONE 'UTC')::date = c.day), 0)
      UNION ALL
      SELECT 'attempt ' || a.id FROM attempts a
        JOIN transfers t ON t.business_key = 'loss:' || a.id
       WHERE a.state = 'succeeded'`,
  },
]
