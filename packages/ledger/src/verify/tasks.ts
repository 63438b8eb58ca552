import type { Invariant } from './invariant.ts'

/** Rules about holds, captures and settlements. */
export const taskInvariants: readonly Invariant[] = [
  {
    id: 'I4',
    rule: 'what a user has held is the sum of their open holds',
    text: (within) => `
      SELECT 'user ' || a.user_id AS id FROM accounts a
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(t.ceiling), 0) AS open FROM tasks t
           WHERE t.user_id = a.user_id AND t.status IN ('pending', 'processing')) t
       WHERE a.kind = 'held' AND ${within.users('a.user_id')} AND a.balance <> t.open`,
  },
  {
    id: 'I5',
    rule: 'each hold ends once: captured and released together are what the task held',
    text: (within) => `
      SELECT 'task ' || t.id AS id FROM tasks t
        LEFT JOIN LATERAL (
          SELECT sum(e.amount) AS ended FROM transfers x
            JOIN entries e ON e.transfer_id = x.id
            JOIN accounts a ON a.id = e.account_id AND a.user_id = t.user_id AND a.kind = 'held'
           WHERE x.business_key IN ('settle:' || t.id, 'release:' || t.id, 'expire:' || t.id)
        ) h ON true
       WHERE ${within.tasks('t.id')}
         AND coalesce(h.ended, 0) <> CASE WHEN t.status IN ('pending', 'processing') THEN 0 ELSE -t.ceiling END
      UNION ALL
      SELECT 'run ' || r.id FROM runs r
        CROSS JOIN LATERAL (SELECT sum(k.ceiling) AS total FROM tasks k WHERE k.run_id = r.id) t
        LEFT JOIN transfers x ON x.business_key = 'hold:' || r.id
       WHERE ${within.runs('r.id')} AND ((x.id IS NULL) <> (t.total = 0)
          OR t.total <> coalesce((SELECT sum(e.amount) FROM entries e WHERE e.transfer_id = x.id AND e.amount > 0), 0))`,
  },
  {
    id: 'I6',
    rule: 'a task is completed or refunded exactly when it has one settlement and a stored image',
    text: (within) => `
      SELECT 'task ' || t.id AS id FROM tasks t
        LEFT JOIN settlements s ON s.task_id = t.id
        LEFT JOIN images i ON i.task_id = t.id AND i.attempt_id = s.attempt_id AND i.state <> 'evidence'
       WHERE ${within.tasks('t.id')} AND (
             (t.status IN ('completed', 'refunded')) <> (s.task_id IS NOT NULL)
          OR (s.task_id IS NOT NULL AND i.id IS NULL)
          OR (t.status = 'refunded' AND s.reversed <> s.price))
      UNION ALL
      SELECT 'settlement ' || s.task_id FROM settlements s
       WHERE ${within.tasks('s.task_id')} AND NOT EXISTS (SELECT FROM tasks t WHERE t.id = s.task_id)
      UNION ALL
      SELECT 'settlement ' || s.task_id FROM settlements s
       WHERE ${within.tasks('s.task_id')} GROUP BY s.task_id HAVING count(*) > 1`,
  },
  {
    id: 'I7',
    rule: 'terminal states absorb: the triggers that see to it, and to append-only, are in force',
    text: (within) => `
      SELECT 'task ' || id AS id FROM tasks
       WHERE ${within.tasks('id')} AND (status IN ('pending', 'processing')) <> (finished_at IS NULL)
      UNION ALL
      SELECT 'trigger ' || g.name || ' on ' || g.relation
        FROM (VALUES ('tasks', 'absorb'), ('entries', 'balanced'), ('entries', 'append_only'), ('transfers', 'append_only'),
                     ('statement_lines', 'append_only'), ('audit_events', 'append_only'),
                     ('ledger_chain', 'append_only')) AS g (relation, name)
       WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t
                          WHERE t.tgrelid = to_regclass('public.' || g.relation) AND t.tgname = g.name AND t.tgenabled IN ('O', 'A'))`,
  },
  {
    id: 'I8',
    rule: 'a price is the provider’s share and the fee, frozen beforehand, and what the entries moved',
    text: (within) => `
      SELECT 'settlement ' || s.task_id AS id FROM settlements s
        JOIN tasks t ON t.id = s.task_id
        JOIN attempts a ON a.id = s.attempt_id
        LEFT JOIN LATERAL (
          SELECT coalesce(sum(e.amount) FILTER (WHERE c.user_id = s.consumer_id), 0) AS consumer,
                 coalesce(sum(e.amount) FILTER (WHERE c.user_id = s.provider_id AND c.kind = 'pending'), 0) AS provider,
                 coalesce(sum(e.amount) FILTER (WHERE c.kind = 'commission'), 0) AS commission
            FROM entries e JOIN accounts c ON c.id = e.account_id WHERE e.transfer_id = s.transfer_id
        ) m ON true
       WHERE ${within.tasks('s.task_id')} AND (
             s.price <> s.provider_share + s.fee
          OR s.fee <> s.price * t.commission_bps / 10000
          OR s.price > t.ceiling OR a.state <> 'succeeded' OR a.task_id <> s.task_id
          OR CASE WHEN t.ceiling = 0 THEN s.price <> 0 OR s.transfer_id IS NOT NULL
                  ELSE s.price <> a.price OR s.transfer_id IS NULL
                    OR (m.consumer, m.provider, m.commission) <> (-s.price, s.provider_share, s.fee) END
          OR s.from_bonus + s.from_promo + s.from_available + s.from_earned <> s.price)`,
  },
  {
    id: 'I12',
    rule: 'no hold is older than its deadline and five minutes in which a worker lived',
    text: () => `
      -- Whoever was down for a while comes back to old holds, and has five minutes for them.
      SELECT 'task ' || id AS id FROM tasks
       WHERE status IN ('pending', 'processing')
         AND greatest(deadline_at, (SELECT min(started_at) FROM workers WHERE heartbeat_at > clock_now() - interval '1 minute'))
             < clock_now() - interval '5 minutes'
       ORDER BY deadline_at`,
  },
  {
    id: 'I16',
    rule: 'the fence rises with each attempt, and a task succeeds once',
    text: (within) => `
      SELECT 'attempt ' || id AS id FROM (
        SELECT id, fence, lag(fence) OVER (PARTITION BY task_id ORDER BY number) AS before
          FROM attempts WHERE ${within.tasks('task_id')}
      ) a WHERE a.fence <= a.before
      UNION ALL
      SELECT 'task ' || t.id FROM tasks t
        JOIN (SELECT task_id, max(fence) AS fence, count(*) FILTER (WHERE state = 'succeeded') AS succeeded
                FROM attempts WHERE ${within.tasks('task_id')} GROUP BY task_id) a ON a.task_id = t.id
       WHERE a.fence > t.fence OR a.succeeded > 1`,
  },
]
