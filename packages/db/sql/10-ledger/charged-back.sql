-- What standing chargebacks have taken back of a task's price, all of it from what bought credits paid.
CREATE OR REPLACE FUNCTION ledger.charged_back(p_task uuid) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(r.price), 0)::bigint
    FROM public.chargeback_reversals r JOIN public.chargebacks c ON c.id = r.chargeback_id
   WHERE r.task_id = p_task AND c.state IN ('debited', 'lost')
$$;
