-- A worker that is stopping lets go of calls that have a job: their leases end now, so that another
-- worker goes on asking. p_claims: [{attempt, fence}], at most 500. Returns the attempts it let go.
CREATE OR REPLACE FUNCTION queue.hand_over(p_worker text, p_claims jsonb)
RETURNS TABLE (attempt uuid) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_now timestamptz := public.clock_now();
BEGIN
  IF jsonb_array_length(p_claims) > 500 THEN
    RAISE EXCEPTION 'at most 500 claims at once' USING ERRCODE = '22023';
  END IF;
  RETURN QUERY
  WITH held AS (
    SELECT t.id FROM jsonb_to_recordset(p_claims) AS x(attempt uuid, fence bigint)
    JOIN public.attempts a ON a.id = x.attempt
    JOIN public.tasks t ON t.id = a.task_id AND t.attempt_id = a.id AND t.fence = x.fence
    WHERE t.status = 'processing' AND t.worker_id = p_worker AND queue.resumable(a, t.deadline_at, v_now)
    ORDER BY t.id FOR NO KEY UPDATE OF t
  )
  UPDATE public.tasks t SET lease_until = v_now FROM held WHERE t.id = held.id
  RETURNING t.attempt_id;
END $$;
