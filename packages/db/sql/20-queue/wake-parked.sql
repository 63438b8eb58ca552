-- Capacity came back: as many parked tasks of the upstreams' models as can use it become claimable now.
-- Takes tasks after counters, which is allowed because it never waits for one.
CREATE OR REPLACE FUNCTION queue.wake_parked(p_upstreams text[], p_slots integer, p_now timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- In the index's own order, or statistics from a quiet moment make the planner walk all that wait.
  PERFORM FROM public.tasks t WHERE t.status = 'pending' AND t.parked_until > p_now
    ORDER BY t.model_id, t.parked_until LIMIT 1;
  IF FOUND THEN
    UPDATE public.tasks t SET parked_until = NULL, parked_reason = NULL
    WHERE t.id IN (
      SELECT p.id FROM public.tasks p
      WHERE p.status = 'pending' AND p.parked_until > p_now
        AND p.model_id IN (SELECT m.id FROM public.models m WHERE m.upstream_id = ANY (p_upstreams))
      ORDER BY p.fair_key, p.id
      LIMIT 2 * greatest(p_slots, 1)
      FOR NO KEY UPDATE SKIP LOCKED);
  END IF;
END $$;
