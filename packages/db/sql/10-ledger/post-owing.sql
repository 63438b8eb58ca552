-- The same as `post` where a debt may change: the lines' deltas are read off the legs, so that a
-- statement cannot say anything else than the entries, and a debt that moves is told with what is left.
CREATE OR REPLACE FUNCTION ledger.post_owing(
  p_now timestamptz, p_transfer ledger.movement, p_legs ledger.leg[], p_lines ledger.line[]
) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM ledger.post(p_now, p_transfer, p_legs, ARRAY[]::ledger.line[]);
  INSERT INTO public.statement_lines (
    user_id, transfer_id, type, amount, spendable_delta, held_delta, pending_delta, debt_delta,
    spendable_after, held_after, pending_after, debt_after, task_id, run_id, order_id, description, created_at)
  SELECT l.user_id, p_transfer.id, l.type, l.amount, m.spendable, m.held, m.pending, m.debt,
         w.spendable, w.held, w.pending, CASE WHEN m.debt <> 0 THEN w.debt ELSE 0 END,
         l.task_id, l.run_id, l.order_id, l.description, p_now
    FROM unnest(p_lines) l
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(g.amount) FILTER (WHERE g.kind IN ('bonus', 'promo_earned', 'available', 'earned')), 0) AS spendable,
             coalesce(sum(g.amount) FILTER (WHERE g.kind = 'held'), 0) AS held,
             coalesce(sum(g.amount) FILTER (WHERE g.kind = 'pending'), 0) AS pending,
             coalesce(sum(g.amount) FILTER (WHERE g.kind = 'debt'), 0) AS debt,
             bool_or(g.amount <> 0) AS moved
        FROM unnest(p_legs) g WHERE g.user_id = l.user_id
    ) m
    CROSS JOIN LATERAL (
      SELECT sum(a.balance) FILTER (WHERE a.kind IN ('bonus', 'promo_earned', 'available', 'earned')) AS spendable,
             sum(a.balance) FILTER (WHERE a.kind = 'held') AS held,
             sum(a.balance) FILTER (WHERE a.kind = 'pending') AS pending,
             sum(a.balance) FILTER (WHERE a.kind = 'debt') AS debt
        FROM public.accounts a WHERE a.user_id = l.user_id
    ) w
   WHERE m.moved;
END $$;
