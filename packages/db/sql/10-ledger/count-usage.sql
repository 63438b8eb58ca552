-- Adds what users spent and earned in at most about p_limit further transfers to their days. Charts read
-- the days alone. Returns how many transfers it read.
CREATE OR REPLACE FUNCTION ledger.count_usage(p_limit integer DEFAULT 10000) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_next record;
BEGIN
  SELECT * INTO v_next FROM ledger.advance('count_usage', p_limit);
  IF v_next.transfers > 0 THEN
    INSERT INTO public.usage_days AS u (user_id, side, day, model_id, resource_id, tasks, amount)
    SELECT g.user_id, g.side, (s.created_at AT TIME ZONE 'UTC')::date, k.model_id, s.resource_id,
           sum(c.tasks), sum(g.amount)::bigint
      FROM ledger.usage_changes(v_next.from_xid, v_next.to_xid) c
      JOIN public.settlements s ON s.task_id = c.task_id
      JOIN public.tasks k ON k.id = c.task_id
      CROSS JOIN LATERAL (VALUES
        (s.consumer_id, 'spent'::public.usage_side, c.spent),
        (s.provider_id, 'earned', c.earned)) AS g (user_id, side, amount)
     GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (user_id, side, day, model_id, resource_id)
    DO UPDATE SET tasks = u.tasks + excluded.tasks, amount = u.amount + excluded.amount;
  END IF;
  RETURN v_next.transfers;
END $$;
