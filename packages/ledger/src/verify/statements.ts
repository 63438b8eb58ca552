import type { Invariant } from './invariant.ts'
import { platformSums } from './platform-sums.ts'
import type { Within } from './scope.ts'

/** Rules about what is derived from entries: statements, lots, counters, roll-ups. */
export const derivedInvariants: readonly Invariant[] = [
  {
    id: 'lines',
    rule: 'a statement has one line per transfer and user, which says what their entries say',
    text: (within) => `
      SELECT 'transfer ' || coalesce(m.transfer_id, l.transfer_id) AS id
        FROM (
          SELECT e.transfer_id, a.user_id,
                 coalesce(sum(e.amount) FILTER (WHERE a.kind IN ('bonus', 'promo_earned', 'available', 'earned')), 0) AS spendable,
                 coalesce(sum(e.amount) FILTER (WHERE a.kind = 'held'), 0) AS held,
                 coalesce(sum(e.amount) FILTER (WHERE a.kind = 'pending'), 0) AS pending,
                 coalesce(sum(e.amount) FILTER (WHERE a.kind = 'debt'), 0) AS debt,
                 coalesce(min(e.balance_after) FILTER (WHERE a.kind = 'debt'), 0) AS debt_after
            FROM entries e JOIN accounts a ON a.id = e.account_id AND a.user_id IS NOT NULL
           WHERE ${within.transfers('e.transfer_id')}
           GROUP BY e.transfer_id, a.user_id
        ) m
        FULL JOIN (SELECT * FROM statement_lines s WHERE ${within.transfers('s.transfer_id')}) l
          ON l.transfer_id = m.transfer_id AND l.user_id = m.user_id
       WHERE m.transfer_id IS NULL OR l.id IS NULL
          OR (l.spendable_delta, l.held_delta, l.pending_delta, l.debt_delta, l.debt_after)
             <> (m.spendable, m.held, m.pending, m.debt, m.debt_after)
      UNION ALL
      ${within.full ? runningAll : runningTouched(within)}`,
  },
  {
    id: 'lots',
    rule: 'a bonus account is the sum of its lots',
    text: (within) => `
      SELECT 'user ' || a.user_id AS id FROM accounts a
        CROSS JOIN LATERAL (SELECT coalesce(sum(b.remaining), 0) AS remaining FROM bonus_lots b WHERE b.user_id = a.user_id) l
       WHERE a.kind = 'bonus' AND ${within.users('a.user_id')} AND a.balance <> l.remaining`,
  },
  {
    id: 'loss',
    rule: 'loss pays each call at most once and never more than a day’s counters say',
    text: (within) => `
      SELECT 'counter ' || c.user_id || ' ' || c.day AS id FROM loss_counters c
        LEFT JOIN (
          SELECT l.user_id, (t.created_at AT TIME ZONE 'UTC')::date AS day, sum(l.amount) AS paid
            FROM statement_lines l JOIN transfers t ON t.id = l.transfer_id AND t.kind = 'loss_payment'
           WHERE l.type = 'compensation' AND ${within.users('l.user_id')}
           GROUP BY 1, 2
        ) p ON p.user_id = c.user_id AND p.day = c.day
       WHERE c.side = 'provider' AND ${within.users('c.user_id')} AND c.amount <> coalesce(p.paid, 0)
      UNION ALL
      SELECT 'attempt ' || a.id FROM transfers t
        JOIN attempts a ON a.id = split_part(t.business_key, ':', 2)::uuid
       WHERE t.kind = 'loss_payment' AND ${within.transfers('t.id')} AND a.state = 'succeeded'`,
  },
  {
    id: 'sums',
    rule: 'the platform’s rolled-up balances are the sums of their entries',
    // A roll-up is only as new as its last run: what a recent check could see of it, the next full one sees.
    text: (within) => `
      SELECT 'account ' || p.name AS id FROM (${platformSums}) p
        LEFT JOIN (
          SELECT e.account_id, sum(e.amount) AS balance, count(*) AS entries
            FROM entries e WHERE e.seq IS NULL GROUP BY e.account_id
        ) e ON e.account_id = p.id
       WHERE ${within.full} AND (p.balance, p.entries) <> (coalesce(e.balance, 0), coalesce(e.entries, 0))`,
  },
]

const runningAll = `
  SELECT 'line ' || c.id FROM (
    SELECT id, spendable_after, held_after, pending_after,
           sum(spendable_delta) OVER running AS spendable, sum(held_delta) OVER running AS held,
           sum(pending_delta) OVER running AS pending
      FROM statement_lines
    WINDOW running AS (PARTITION BY user_id ORDER BY id)
  ) c WHERE (c.spendable_after, c.held_after, c.pending_after) <> (c.spendable, c.held, c.pending)`

const runningTouched = (within: Within) => `
  SELECT 'line ' || l.id FROM statement_lines l
    LEFT JOIN LATERAL (
      SELECT p.* FROM statement_lines p WHERE p.user_id = l.user_id AND p.id < l.id ORDER BY p.id DESC LIMIT 1) p ON true
   WHERE ${within.transfers('l.transfer_id')}
     AND (l.spendable_after, l.held_after, l.pending_after)
      <> (coalesce(p.spendable_after, 0) + l.spendable_delta, coalesce(p.held_after, 0) + l.held_delta,
          coalesce(p.pending_after, 0) + l.pending_delta)`
