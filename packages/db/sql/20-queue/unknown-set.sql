-- Calls whose outcome nobody knows: bytes were sent and no readable answer came. The slot stays taken
-- until the call deadline, the upstream credits count as spent, the provider is owed the call's cost,
-- and the task is asked at most once more, elsewhere. p_rows: [{attempt, fence, code, breaker, latencyMs?}]
CREATE OR REPLACE FUNCTION queue.unknown_set(p_worker text, p_rows jsonb)
RETURNS TABLE (attempt uuid, result text, status text) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_ends jsonb;
  v_failed uuid[];
  v_probes uuid[];
BEGIN
  IF jsonb_array_length(p_rows) > 50 THEN
    RAISE EXCEPTION 'at most 50 results at once' USING ERRCODE = '22023';
  END IF;
  PERFORM FROM public.tasks t
    WHERE t.id IN (SELECT a.task_id FROM public.attempts a
                   WHERE a.id IN (SELECT (x.value ->> 'attempt')::uuid FROM jsonb_array_elements(p_rows) x))
    ORDER BY t.id FOR NO KEY UPDATE;

  SELECT
    jsonb_agg(jsonb_build_object(
      'task', t.id, 'attempt', a.id, 'state', 'unknown', 'code', x.code, 'exclude', true,
      'requeue', queue.may_retry(t, true, v_now),
      'status', CASE WHEN t.deadline_at <= v_now THEN 'expired' ELSE 'failed' END,
      'slot', false, 'credits', false, 'loss', true, 'latencyMs', x."latencyMs")),
    array_agg(a.id) FILTER (WHERE x.breaker)
  INTO v_ends, v_failed
  FROM jsonb_to_recordset(p_rows) AS x(
    attempt uuid, fence bigint, code text, breaker boolean, "latencyMs" integer)
  JOIN public.attempts a ON a.id = x.attempt
  JOIN public.tasks t ON t.id = a.task_id
  WHERE t.status = 'processing' AND t.attempt_id = a.id AND t.fence = x.fence
    AND t.worker_id = p_worker AND a.state = 'dispatched';

  IF v_ends IS NOT NULL THEN
    v_probes := queue.probes_among(v_failed);
    PERFORM queue.end_attempts(v_ends, v_now);
    PERFORM queue.count_failures(v_failed, v_probes, v_now);
  END IF;

  RETURN QUERY
  SELECT (x.value ->> 'attempt')::uuid,
    CASE WHEN e.requeue IS NULL THEN 'stale' WHEN e.requeue THEN 'retried' ELSE 'ended' END, t.status::text
  FROM jsonb_array_elements(p_rows) x
  LEFT JOIN jsonb_to_recordset(v_ends) AS e(attempt uuid, requeue boolean) ON e.attempt = (x.value ->> 'attempt')::uuid
  LEFT JOIN public.attempts a ON a.id = (x.value ->> 'attempt')::uuid
  LEFT JOIN public.tasks t ON t.id = a.task_id;
END $$;
