-- Upstream calls that definitely brought no image, up to 50. What a code means is decided by the
-- caller's classification (classify-failure in the tasks slice) and arrives as facts. p_rows:
-- [{attempt, fence, code, retry, exclude, billed, breaker, strike, pause?, lockMs?, requestId?, latencyMs?}]
-- Returns per attempt `retried`, `ended`, `late` (the task had moved on; the unknown is resolved) or `stale`.
CREATE OR REPLACE FUNCTION queue.fail_set(p_worker text, p_rows jsonb)
RETURNS TABLE (attempt uuid, result text, status text) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_ends jsonb;
  v_late uuid[];
  v_told uuid[];
  v_failed uuid[];
  v_ours jsonb;
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
      'task', t.id, 'attempt', a.id, 'state', 'failed', 'code', x.code,
      'requeue', x.retry AND queue.may_retry(t, a.state = 'dispatched', v_now),
      'status', CASE WHEN x.retry AND t.deadline_at <= v_now THEN 'expired' ELSE 'failed' END,
      'exclude', x.exclude, 'slot', true,
      -- Only a call that went out can have been billed.
      'credits', NOT (x.billed AND a.state = 'dispatched'), 'loss', x.billed AND a.state = 'dispatched',
      'requestId', x."requestId", 'latencyMs', x."latencyMs"))
      FILTER (WHERE f.ours),
    -- A definite no for a call given up as unknown: nothing was spent after all.
    array_agg(a.id) FILTER (WHERE NOT f.ours AND a.state = 'unknown' AND a.resolution IS NULL AND NOT x.billed
      AND a.fence = x.fence AND a.worker_id = p_worker),
    -- An answer that may have been billed: known now, and the credits stay spent.
    array_agg(a.id) FILTER (WHERE NOT f.ours AND a.state = 'unknown' AND a.resolution IS NULL AND x.billed
      AND a.fence = x.fence AND a.worker_id = p_worker),
    array_agg(a.id) FILTER (WHERE f.ours AND x.breaker),
    jsonb_agg(to_jsonb(x)) FILTER (WHERE f.ours)
  INTO v_ends, v_late, v_told, v_failed, v_ours
  FROM jsonb_to_recordset(p_rows) AS x(
    attempt uuid, fence bigint, code text, retry boolean, exclude boolean, billed boolean, breaker boolean,
    strike boolean, pause text, "lockMs" integer, "requestId" text, "latencyMs" integer)
  JOIN public.attempts a ON a.id = x.attempt
  JOIN public.tasks t ON t.id = a.task_id
  CROSS JOIN LATERAL (SELECT t.status = 'processing' AND t.attempt_id = a.id AND t.fence = x.fence
    AND t.worker_id = p_worker AND a.state IN ('claimed', 'dispatched') AS ours) f;

  IF v_ends IS NOT NULL THEN
    PERFORM queue.strike(ARRAY(
      SELECT a.task_id FROM jsonb_to_recordset(v_ours) AS x(attempt uuid, strike boolean)
      JOIN public.attempts a ON a.id = x.attempt WHERE x.strike), v_now);
    v_probes := queue.probes_among(v_failed);
    PERFORM queue.end_attempts(v_ends, v_now);
    PERFORM queue.count_failures(v_failed, v_probes, v_now);
    PERFORM queue.pause_failed(v_ours, v_now);
  END IF;
  -- Somebody may have found out meanwhile: the first word stands, and only what was said here is given back.
  WITH said AS (
    UPDATE public.attempts a SET state = 'failed', loss_due = false, finished_at = v_now,
      resolution = 'late_answer', resolved_at = v_now, billed = false,
      error_code = (SELECT x.value ->> 'code' FROM jsonb_array_elements(p_rows) x WHERE (x.value ->> 'attempt')::uuid = a.id)
    WHERE a.id = ANY (v_late) AND a.state = 'unknown' AND a.resolution IS NULL RETURNING a.id)
  SELECT array_agg(s.id) INTO v_late FROM said s;
  IF v_late IS NOT NULL THEN
    PERFORM queue.give_back(v_late, 'all');
  END IF;
  WITH said AS (
    UPDATE public.attempts a SET resolution = 'late_answer', resolved_at = v_now, billed = true
    WHERE a.id = ANY (v_told) AND a.state = 'unknown' AND a.resolution IS NULL RETURNING a.id)
  SELECT array_agg(s.id) INTO v_told FROM said s;

  RETURN QUERY
  SELECT (x.value ->> 'attempt')::uuid,
    CASE
      WHEN (x.value ->> 'attempt')::uuid = ANY (v_late || v_told) THEN 'late'
      WHEN e.requeue IS NULL THEN 'stale'
      WHEN e.requeue THEN 'retried'
      ELSE 'ended' END,
    t.status::text
  FROM jsonb_array_elements(p_rows) x
  LEFT JOIN jsonb_to_recordset(v_ends) AS e(attempt uuid, requeue boolean) ON e.attempt = (x.value ->> 'attempt')::uuid
  LEFT JOIN public.attempts a ON a.id = (x.value ->> 'attempt')::uuid
  LEFT JOIN public.tasks t ON t.id = a.task_id;
END $$;
