import type { Invariant } from './invariant.ts'
import type { Within } from './scope.ts'

/** Rules of double entry: transfers, entries, accounts. */
export const entryInvariants: readonly Invariant[] = [
  {
    id: 'I1',
    rule: 'the entries of every transfer, and all entries together, sum to zero',
    text: (within) => (within.full ? balancedAll : balancedTouched(within)),
  },
  {
    id: 'I2',
    rule: 'no balance of a user is below zero, and no debt above it',
    text: (within) => `
      SELECT 'account ' || id AS id FROM accounts
       WHERE user_id IS NOT NULL AND ${within.accounts('id')}
         AND CASE WHEN kind = 'debt' THEN balance > 0 ELSE balance < 0 END`,
  },
  {
    id: 'I3',
    rule: 'a stored balance is the sum of its entries, numbered without gaps, each with the balance after it',
    text: (within) => `
      ${within.full ? runningAll : runningTouched(within)}
      UNION ALL
      SELECT 'entry ' || e.id FROM entries e JOIN accounts a ON a.id = e.account_id
       WHERE a.user_id IS NULL AND ${within.transfers('e.transfer_id')}
         AND (e.seq IS NOT NULL OR a.balance IS NOT NULL OR a.seq <> 0)`,
  },
  {
    id: 'I13',
    rule: 'a business key moved money once, and is remembered with the hash of its content',
    text: (within) => `
      SELECT 'key ' || t.business_key AS id FROM transfers t
       WHERE ${within.transfers('t.id')}
         AND EXISTS (SELECT FROM transfers o WHERE o.business_key = t.business_key AND o.id <> t.id)
      UNION ALL
      SELECT 'transfer ' || t.id FROM transfers t WHERE ${within.transfers('t.id')} AND length(t.content_hash) <> 32
      UNION ALL
      SELECT 'run ' || r.id FROM runs r
       WHERE ${within.runs('r.id')}
         AND EXISTS (SELECT FROM runs o WHERE o.user_id = r.user_id AND o.client_id = r.client_id AND o.id <> r.id)`,
  },
  {
    id: 'I15',
    rule: 'every transfer has an actor and a cause: a user or admin is named, and the key says why',
    text: (within) => `
      SELECT 'transfer ' || t.id AS id FROM transfers t
       WHERE ${within.transfers('t.id')} AND (
             (t.actor_kind IN ('user', 'admin')) <> (t.actor_id IS NOT NULL)
          OR split_part(t.business_key, ':', 1) <> CASE t.kind WHEN 'loss_payment' THEN 'loss' ELSE t.kind::text END
          OR split_part(t.business_key, ':', 2) = '')`,
  },
]

const balancedAll = `
  SELECT 'transfer ' || t.id AS id FROM transfers t
    LEFT JOIN (SELECT transfer_id, sum(amount) AS total, count(*) AS entries FROM entries GROUP BY transfer_id) e
      ON e.transfer_id = t.id
   WHERE e.entries IS NULL OR e.entries < 2 OR e.total <> 0
  UNION ALL
  SELECT 'entry ' || e.id FROM entries e
   WHERE NOT EXISTS (SELECT FROM transfers t WHERE t.id = e.transfer_id)
      OR NOT EXISTS (SELECT FROM accounts a WHERE a.id = e.account_id)
  UNION ALL
  SELECT 'all entries' FROM entries HAVING sum(amount) <> 0`

const balancedTouched = (within: Within) => `
  SELECT 'transfer ' || t.id AS id FROM transfers t
    CROSS JOIN LATERAL (
      SELECT sum(e.amount) AS total, count(*) AS entries, count(a.id) AS known
        FROM entries e LEFT JOIN accounts a ON a.id = e.account_id WHERE e.transfer_id = t.id) e
   WHERE ${within.transfers('t.id')} AND (e.entries < 2 OR e.total <> 0 OR e.known <> e.entries)`

const runningAll = `
  SELECT 'entry ' || c.id AS id FROM (
    SELECT e.id, e.seq, e.balance_after, row_number() OVER running AS place, sum(e.amount) OVER running AS running
      FROM entries e JOIN accounts a ON a.id = e.account_id AND a.user_id IS NOT NULL
    WINDOW running AS (PARTITION BY e.account_id ORDER BY e.seq)
  ) c
   WHERE c.seq IS NULL OR c.seq <> c.place OR c.balance_after <> c.running
  UNION ALL
  SELECT 'account ' || a.id FROM accounts a
    LEFT JOIN (SELECT account_id, count(*) AS entries, sum(amount) AS total FROM entries GROUP BY account_id) e
      ON e.account_id = a.id
   WHERE a.user_id IS NOT NULL
     AND (a.balance <> coalesce(e.total, 0) OR a.seq <> coalesce(e.entries, 0))`

// One step of the induction: each new entry follows the one before it, and the last one is the balance.
const runningTouched = (within: Within) => `
  SELECT 'entry ' || e.id AS id FROM entries e
    JOIN accounts a ON a.id = e.account_id AND a.user_id IS NOT NULL
    LEFT JOIN entries p ON p.account_id = e.account_id AND p.seq = e.seq - 1
   WHERE ${within.transfers('e.transfer_id')}
     AND (e.seq IS NULL OR (p.id IS NULL) <> (e.seq = 1) OR e.balance_after <> coalesce(p.balance_after, 0) + e.amount)
  UNION ALL
  SELECT 'account ' || a.id FROM accounts a
    LEFT JOIN LATERAL (
      SELECT e.seq, e.balance_after FROM entries e
       WHERE e.account_id = a.id AND e.seq IS NOT NULL ORDER BY e.seq DESC LIMIT 1) e ON true
   WHERE a.user_id IS NOT NULL AND ${within.accounts('a.id')}
     AND (a.balance <> coalesce(e.balance_after, 0) OR a.seq <> coalesce(e.seq, 0))`
