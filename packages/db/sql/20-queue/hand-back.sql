-- A worker that is stopping returns claims it has not dispatched: nothing was sent, all is given back.
-- p_claims: [{attempt, fence}]. Returns the attempts that were given up.
CREATE OR REPLACE FUNCTION queue.hand_back(p_worker text, p_claims jsonb)
RETURNS TABLE (attempt uuid) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_ends jsonb;
BEGIN
  PERFORM FROM public.tasks t
    WHERE t.attempt_id IN (SELECT (x.value ->> 'attempt')::uuid FROM jsonb_array_elements(p_claims) x)
      AND t.id IN (SELECT a.task_id FROM public.attempts a
                   WHERE a.id IN (SELECT (x.value ->> 'attempt')::uuid FROM jsonb_array_elements(p_claims) x))
    ORDER BY t.id FOR NO KEY UPDATE;
  SELECT jsonb_agg(jsonb_build_object(
    'task', t.id, 'attempt', a.id, 'state', 'abandoned', 'code', 'WORKER_STOPPED',
    'requeue', queue.may_retry(t, false, v_now),
    'status', CASE WHEN t.deadline_at <= v_now THEN 'expired' ELSE 'failed' END,
    'slot', true, 'credits', true))
  INTO v_ends
  FROM jsonb_to_recordset(p_claims) AS x(attempt uuid, fence bigint)
  JOIN public.attempts a ON a.id = x.attempt AND a.state = 'claimed'
  JOIN public.tasks t ON t.id = a.task_id
  WHERE t.status = 'processing' AND t.attempt_id = a.id AND t.fence = x.fence AND t.worker_id = p_worker;
  IF v_ends IS NOT NULL THEN
    PERFORM queue.end_attempts(v_ends, v_now);
  END IF;
  RETURN QUERY SELECT e.attempt FROM jsonb_to_recordset(v_ends) AS e(attempt uuid);
END $$;
