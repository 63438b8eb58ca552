import type { Invariant } from './invariant.ts'

/** Rules of double entry: transfers, entries, accounts, statement lines. */
export const entryInvariants: readonly Invariant[] = [
  {
    id: 'I1',
    rule: 'the entries of every transfer, and all entries together, sum to zero',
    text: `
      SELECT 'transfer ' || t.id AS id FROM transfers t
        LEFT JOIN (SELECT transfer_id, sum(amount) AS total, count(*) AS entries FROM entries GROUP BY transfer_id) e
          ON e.transfer_id = t.id
       WHERE e.entries IS NULL OR e.entries < 2 OR e.total <> 0
      UNION ALL
      SELECT 'entry ' || e.id FROM entries e
       WHERE NOT EXISTS (SELECT FROM transfers t WHERE t.id = e.transfer_id)
          OR NOT EXISTS (SELECT FROM accounts a WHERE a.id = e.account_id)
      UNION ALL
      SELECT 'all entries' FROM entries HAVING sum(amount) <> 0`,
  },
  {
    id: 'I2',
    rule: 'no balance of a user is below zero, and no debt above it',
    text: `
      SELECT 'account ' || id AS id FROM accounts
       WHERE user_id IS NOT NULL AND CASE WHEN kind = 'debt' THEN balance > 0 ELSE balance < 0 END`,
  },
  {
    id: 'I3',
    rule: 'a stored balance is the sum of its entries, numbered without gaps, each with the balance after it',
    text: `
      WITH chained AS (
        SELECT e.account_id, e.id, e.seq, e.balance_after,
               row_number() OVER running AS place, sum(e.amount) OVER running AS running
          FROM entries e JOIN accounts a ON a.id = e.account_id AND a.user_id IS NOT NULL
        WINDOW running AS (PARTITION BY e.account_id ORDER BY e.seq)
      )
      SELECT 'entry ' || id AS id FROM chained
       WHERE seq IS NULL OR seq <> place OR balance_after <> running
      UNION ALL
      SELECT 'account ' || a.id FROM accounts a
        LEFT JOIN (SELECT account_id, count(*) AS entries, sum(amount) AS total FROM entries GROUP BY account_id) e
          ON e.account_id = a.id
       WHERE a.user_id IS NOT NULL
         AND (a.balance <> coalesce(e.total, 0) OR a.seq <> coalesce(e.entries, 0))
      UNION ALL
      SELECT 'entry ' || e.id FROM entries e JOIN accounts a ON a.id = e.account_id
       WHERE a.user_id IS NULL AND (e.seq IS NOT NULL OR a.balance IS NOT NULL OR a.seq <> 0)`,
  },
  {
    id: 'lines',
    rule: 'a statement has one line per transfer and user, which says what their entries say',
    text: `
      WITH moved AS (
        SELECT e.transfer_id, a.user_id,
               coalesce(sum(e.amount) FILTER (WHERE a.kind IN ('bonus', 'promo_earned', 'available', 'earned')), 0) AS spendable,
               coalesce(sum(e.amount) FILTER (WHERE a.kind = 'held'), 0) AS held,
               coalesce(sum(e.amount) FILTER (WHERE a.kind = 'pending'), 0) AS pending
          FROM entries e JOIN accounts a ON a.id = e.account_id AND a.user_id IS NOT NULL
         GROUP BY e.transfer_id, a.user_id
      )
      SELECT 'transfer ' || coalesce(m.transfer_id, l.transfer_id) AS id
        FROM moved m FULL JOIN statement_lines l ON l.transfer_id = m.transfer_id AND l.user_id = m.user_id
       WHERE m.transfer_id IS NULL OR l.id IS NULL
          OR (l.spendable_delta, l.held_delta, l.pending_delta) <> (m.spendable, m.held, m.pending)
      UNION ALL
      SELECT 'line ' || id FROM (
        SELECT id, spendable_after, held_after, pending_after,
               sum(spendable_delta) OVER running AS spendable, sum(held_delta) OVER running AS held,
               sum(pending_delta) OVER running AS pending
          FROM statement_lines
        WINDOW running AS (PARTITION BY user_id ORDER BY id)
      ) c WHERE (spendable_after, held_after, pending_after) <> (spendable, held, pending)`,
  },
  {
    id: 'I13',
    rule: 'a business key moved money once, and is remembered with the hash of its content',
    text: `
      SELECT 'key ' || business_key AS id FROM transfers GROUP BY business_key HAVING count(*) > 1
      UNION ALL
      SELECT 'transfer ' || id FROM transfers WHERE length(content_hash) <> 32
      UNION ALL
      SELECT 'run ' || max(id::text) FROM runs GROUP BY user_id, client_id HAVING count(*) > 1`,
  },
  {
    id: 'I15',
    rule: 'every transfer has an actor and a cause: a user or admin is named, and the key says why',
    text: `
      SELECT 'transfer ' || t.id AS id FROM transfers t
       WHERE (t.actor_kind IN ('user', 'admin')) <> (t.actor_id IS NOT NULL)
          OR split_part(t.business_key, ':', 1) <> CASE t.kind WHEN 'loss_payment' THEN 'loss' ELSE t.kind::text END
          OR split_part(t.business_key, ':', 2) = ''`,
  },
]
