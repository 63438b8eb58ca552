-- The same as `post` for many transfers at once, in which an account may occur many times: balances are
-- grouped, and running sums give each entry and line what stood after it.
CREATE OR REPLACE FUNCTION ledger.post_set(
  p_now timestamptz, p_movements ledger.movement[], p_legs ledger.leg[], p_lines ledger.line[]
) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO public.transfers (id, kind, business_key, content_hash, actor_kind, actor_id, created_at)
  SELECT m.id, m.kind, m.business_key, m.content_hash, m.actor_kind, m.actor_id, p_now
    FROM unnest(p_movements) m;

  -- Before the balances move: each line starts from the wallet as it is, plus the lines before it.
  INSERT INTO public.statement_lines (
    user_id, transfer_id, type, amount, spendable_delta, held_delta, pending_delta,
    spendable_after, held_after, pending_after, task_id, run_id, order_id, description, created_at)
  SELECT l.user_id, l.transfer_id, l.type, l.amount, l.spendable, l.held, l.pending,
         w.spendable + sum(l.spendable) OVER before, w.held + sum(l.held) OVER before,
         w.pending + sum(l.pending) OVER before,
         l.task_id, l.run_id, l.order_id, l.description, p_now
    FROM unnest(p_lines) WITH ORDINALITY AS l (
           transfer_id, user_id, type, amount, spendable, held, pending, task_id, run_id, order_id, description, position)
    JOIN (
      SELECT a.user_id,
             sum(a.balance) FILTER (WHERE a.kind IN ('bonus', 'promo_earned', 'available', 'earned'))::bigint AS spendable,
             sum(a.balance) FILTER (WHERE a.kind = 'held')::bigint AS held,
             sum(a.balance) FILTER (WHERE a.kind = 'pending')::bigint AS pending
        FROM public.accounts a
       WHERE a.user_id IN (SELECT u.user_id FROM unnest(p_lines) u) GROUP BY a.user_id
    ) w ON w.user_id = l.user_id
   WHERE l.spendable <> 0 OR l.held <> 0 OR l.pending <> 0
  WINDOW before AS (PARTITION BY l.user_id ORDER BY l.position ROWS UNBOUNDED PRECEDING)
   ORDER BY l.position;

  -- Platform accounts are never updated: one row shared by all would be the narrowest place of all.
  WITH legs AS MATERIALIZED (
    SELECT g.position, g.transfer_id, g.amount, a.id AS account_id, a.balance, a.seq
      FROM unnest(p_legs) WITH ORDINALITY AS g (transfer_id, user_id, kind, gateway, amount, position)
      JOIN public.accounts a ON a.user_id = g.user_id AND a.kind = g.kind
     WHERE g.amount <> 0
    UNION ALL
    SELECT g.position, g.transfer_id, g.amount, a.id, NULL, NULL
      FROM unnest(p_legs) WITH ORDINALITY AS g (transfer_id, user_id, kind, gateway, amount, position)
      JOIN public.accounts a ON a.user_id IS NULL AND a.kind = g.kind AND a.gateway = coalesce(g.gateway, '')
     WHERE g.amount <> 0 AND g.user_id IS NULL
  ), changed AS (
    UPDATE public.accounts a
       SET balance = a.balance + d.amount, seq = a.seq + d.entries
      FROM (SELECT account_id, sum(amount)::bigint AS amount, count(*) AS entries
              FROM legs WHERE seq IS NOT NULL GROUP BY account_id) d
     WHERE a.id = d.account_id
  )
  INSERT INTO public.entries (transfer_id, account_id, amount, seq, balance_after)
  SELECT g.transfer_id, g.account_id, g.amount,
         g.seq + row_number() OVER running, g.balance + sum(g.amount) OVER running
    FROM legs g
  WINDOW running AS (PARTITION BY g.account_id ORDER BY g.position ROWS UNBOUNDED PRECEDING);
END $$;
