-- Writes one transfer with its entries, balances and statement lines. Private: the doors compute the
-- legs, at most one per account, and hold the wallet lock of every user they name. Zero legs are left
-- out. A leg whose account does not exist leaves the transfer unbalanced, which the entries' trigger
-- refuses.
CREATE OR REPLACE FUNCTION ledger.post(
  p_now timestamptz, p_transfer ledger.movement, p_legs ledger.leg[], p_lines ledger.line[]
) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO public.transfers (id, kind, business_key, content_hash, actor_kind, actor_id, created_at)
  VALUES (p_transfer.id, p_transfer.kind, p_transfer.business_key, p_transfer.content_hash,
          p_transfer.actor_kind, p_transfer.actor_id, p_now);

  -- Platform accounts are never updated: one row shared by all would be the narrowest place of all.
  WITH moved AS (
    UPDATE public.accounts a SET balance = a.balance + g.amount, seq = a.seq + 1
      FROM unnest(p_legs) g
     WHERE a.user_id = g.user_id AND a.kind = g.kind AND g.amount <> 0
    RETURNING a.id, g.amount, a.seq, a.balance
  )
  INSERT INTO public.entries (transfer_id, account_id, amount, seq, balance_after)
  SELECT p_transfer.id, m.id, m.amount, m.seq, m.balance FROM moved m
  UNION ALL
  SELECT p_transfer.id, a.id, g.amount, NULL, NULL
    FROM unnest(p_legs) g
    JOIN public.accounts a ON a.user_id IS NULL AND a.kind = g.kind AND a.gateway = coalesce(g.gateway, '')
   WHERE g.user_id IS NULL AND g.amount <> 0;

  INSERT INTO public.statement_lines (
    user_id, transfer_id, type, amount, spendable_delta, held_delta, pending_delta,
    spendable_after, held_after, pending_after, task_id, run_id, order_id, description, created_at)
  SELECT l.user_id, p_transfer.id, l.type, l.amount, l.spendable, l.held, l.pending,
         w.spendable, w.held, w.pending, l.task_id, l.run_id, l.order_id, l.description, p_now
    FROM unnest(p_lines) l
    CROSS JOIN LATERAL (
      SELECT sum(a.balance) FILTER (WHERE a.kind IN ('bonus', 'promo_earned', 'available', 'earned')) AS spendable,
             sum(a.balance) FILTER (WHERE a.kind = 'held') AS held,
             sum(a.balance) FILTER (WHERE a.kind = 'pending') AS pending
        FROM public.accounts a WHERE a.user_id = l.user_id
    ) w
   WHERE l.spendable <> 0 OR l.held <> 0 OR l.pending <> 0;
END $$;
