-- Extends the leases a worker still holds and returns them; what is missing from the answer was lost.
-- p_claims: [{attempt, fence}], at most 500. Also says that the worker lives.
CREATE OR REPLACE FUNCTION queue.heartbeat(p_worker text, p_claims jsonb)
RETURNS TABLE (attempt uuid) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_now timestamptz := public.clock_now();
BEGIN
  IF jsonb_array_length(p_claims) > 500 THEN
    RAISE EXCEPTION 'at most 500 claims at once' USING ERRCODE = '22023';
  END IF;
  INSERT INTO public.workers AS w (id, started_at, heartbeat_at) VALUES (p_worker, v_now, v_now)
  ON CONFLICT (id) DO UPDATE SET heartbeat_at = excluded.heartbeat_at;

  RETURN QUERY
  WITH held AS (
    SELECT t.id FROM public.tasks t
    JOIN public.attempts a ON a.task_id = t.id AND a.id = t.attempt_id
    JOIN jsonb_to_recordset(p_claims) AS x(attempt uuid, fence bigint) ON x.attempt = a.id AND x.fence = t.fence
    WHERE t.status = 'processing' AND t.worker_id = p_worker
    ORDER BY t.id FOR NO KEY UPDATE OF t
  )
  UPDATE public.tasks t SET lease_until = v_now + interval '30 seconds'
  FROM held WHERE t.id = held.id
  RETURNING t.attempt_id;
END $$;
