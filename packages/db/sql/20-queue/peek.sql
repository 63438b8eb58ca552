-- The first claimable tasks per model, in fair order. Reads without locks: what it says may be gone
-- by the time of the claim, which checks again. Bounded by p_limits, one per model.
-- Without enable_sort = off the planner may read all that is pending by another index and sort it
-- (measured at 2,000 pending of 300,000: 1,974 buffers, where the fair order's own index needs 200).
CREATE OR REPLACE FUNCTION queue.peek(p_models text[], p_limits integer[])
RETURNS TABLE (
  task_id uuid, user_id uuid, model_id text, preference text, own_key boolean,
  ceiling bigint, cost_e4 bigint, excluded uuid[], fair_key bigint
) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan SET enable_sort = off AS $$
DECLARE
  v_now timestamptz := public.clock_now();
BEGIN
  RETURN QUERY
  SELECT f.id, f.user_id, f.model_id::text, r.preference::text, r.own_key, f.ceiling, f.cost_e4, f.excluded, f.fair_key
  FROM unnest(p_models, p_limits) AS m(id, n)
  CROSS JOIN LATERAL (
    SELECT t.id, t.run_id, t.user_id, t.model_id, t.ceiling, t.cost_e4, t.excluded, t.fair_key
    FROM public.tasks t
    WHERE t.model_id = m.id AND t.status = 'pending' AND t.deadline_at > v_now
      AND (t.parked_until IS NULL OR t.parked_until <= v_now)
    ORDER BY t.fair_key, t.id
    LIMIT least(m.n, 200)
  ) f
  JOIN public.runs r ON r.id = f.run_id
  ORDER BY f.fair_key, f.id;
END $$;
