-- A call cannot last longer than its deadline: whatever became of it, its slot is free from then on.
-- The upstream credits stay spent.
CREATE OR REPLACE FUNCTION queue.sweep_slots(p_limit integer)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_attempts uuid[];
BEGIN
  SELECT array_agg(a.id) INTO v_attempts FROM (
    SELECT s.id FROM public.attempts s
    WHERE s.slot_held AND s.state IN ('dispatched', 'unknown', 'abandoned') AND s.call_deadline_at <= v_now
    ORDER BY s.call_deadline_at LIMIT least(p_limit, 500)) a;
  RETURN CASE WHEN v_attempts IS NULL THEN 0 ELSE queue.give_back(v_attempts, 'slot') END;
END $$;
