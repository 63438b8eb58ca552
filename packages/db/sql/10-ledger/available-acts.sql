-- What happened to a user's bought credits, oldest first, from the entries of `available`. A lot comes
-- (of the order that bought it), a taker takes, or gets back what it took; refunds and chargebacks prefer
-- the lot of their own order. A run's hold is taken by its tasks, in their order.
CREATE OR REPLACE FUNCTION ledger.available_acts(p_user uuid)
RETURNS TABLE (act text, amount bigint, taker uuid, taker_number bigint, order_id uuid)
LANGUAGE sql STABLE AS $$
  -- Apart, so that the ids in business keys of other kinds are never read.
  WITH moved AS MATERIALIZED (
    SELECT e.seq, e.amount, t.kind, split_part(t.business_key, ':', 2)::uuid AS cause, split_part(t.business_key, ':', 3) AS part
      FROM public.accounts a
      JOIN public.entries e ON e.account_id = a.id
      JOIN public.transfers t ON t.id = e.transfer_id
     WHERE a.user_id = p_user AND a.kind = 'available'
  )
  SELECT v.act, v.amount, v.taker, dense_rank() OVER (ORDER BY v.taker), v.order_id
    FROM (
      SELECT m.seq, k.index,
             CASE WHEN m.amount < 0 THEN 'take' WHEN m.kind IN ('top_up', 'adjust') THEN 'lot' ELSE 'back' END AS act,
             coalesce(k.held_available, abs(m.amount)) AS amount,
             CASE
               WHEN m.kind = 'hold' THEN k.id
               WHEN m.kind = 'dispute_refund' THEN d.task_id
               WHEN m.kind = 'chargeback_return' AND m.part <> '' THEN m.part::uuid
               WHEN m.kind IN ('settle', 'release', 'refund', 'refund_return', 'chargeback', 'chargeback_return') THEN m.cause
             END AS taker,
             CASE m.kind WHEN 'top_up' THEN m.cause ELSE coalesce(b.order_id, r.order_id) END AS order_id
        FROM moved m
        LEFT JOIN public.tasks k ON m.kind = 'hold' AND k.run_id = m.cause AND k.held_available > 0
        LEFT JOIN public.disputes d ON m.kind = 'dispute_refund' AND d.id = m.cause
        LEFT JOIN public.chargebacks b ON m.kind IN ('chargeback', 'chargeback_return') AND b.id = m.cause
        LEFT JOIN public.order_refunds r ON m.kind IN ('refund', 'refund_return') AND r.id = m.cause
    ) v
   ORDER BY v.seq, v.index
$$;
