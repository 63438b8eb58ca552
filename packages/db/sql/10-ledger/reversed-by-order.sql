-- What chargebacks of an order have taken back of a task, standing or won: one that was won has paid the
-- task again, which the replay sees as another payment.
CREATE OR REPLACE FUNCTION ledger.reversed_by_order(p_task uuid, p_order uuid) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(r.price), 0)::bigint
    FROM public.chargeback_reversals r JOIN public.chargebacks c ON c.id = r.chargeback_id
   WHERE r.task_id = p_task AND c.order_id = p_order
$$;
