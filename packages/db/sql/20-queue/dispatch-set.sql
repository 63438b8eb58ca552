-- Commits intents before the calls go out, up to 50 in one transaction. Re-checks what may have changed
-- since the claim: fence and lease, deadline, the kill switch, a pause, a replaced key, a lock of the
-- account. A refused dispatch gives everything back and requeues its task, so nothing is left to do for
-- the caller. p_rows: [{attempt, fence}]. Repeating a dispatch answers the same.
CREATE OR REPLACE FUNCTION queue.dispatch_set(p_worker text, p_rows jsonb)
RETURNS TABLE (attempt uuid, ok boolean, reason text, call_deadline_at timestamptz) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  -- Milliseconds, as the columns keep them: a repeat answers what was stored.
  v_now timestamptz;
  v_stopped boolean;
  v_sent uuid[];
  v_tasks uuid[];
  v_deadlines timestamptz[];
  v_ends jsonb;
BEGIN
  IF jsonb_array_length(p_rows) > 50 THEN
    RAISE EXCEPTION 'at most 50 dispatches at once' USING ERRCODE = '22023';
  END IF;
  PERFORM FROM public.tasks t
    WHERE t.id IN (SELECT a.task_id FROM public.attempts a
                   WHERE a.id IN (SELECT (x.value ->> 'attempt')::uuid FROM jsonb_array_elements(p_rows) x))
    ORDER BY t.id FOR NO KEY UPDATE;
  v_now := date_trunc('milliseconds', public.clock_now());
  v_stopped := EXISTS (SELECT FROM public.system_switches s WHERE s.name = 'dispatch-stopped' AND s."on");

  SELECT array_agg(c.attempt) FILTER (WHERE c.reason IS NULL), array_agg(c.task) FILTER (WHERE c.reason IS NULL),
    array_agg(c.deadline) FILTER (WHERE c.reason IS NULL),
    jsonb_agg(jsonb_build_object(
      'task', c.task, 'attempt', c.attempt, 'state', 'abandoned', 'code', c.reason,
      'requeue', queue.may_retry(c.t, false, v_now),
      'status', CASE WHEN (c.t).deadline_at <= v_now THEN 'expired' ELSE 'failed' END,
      'slot', true, 'credits', true)) FILTER (WHERE c.reason IS NOT NULL)
  INTO v_sent, v_tasks, v_deadlines, v_ends
  FROM (
    SELECT a.id AS attempt, t.id AS task, t,
      -- Five seconds for our own way there and back: the adapter ends the call at call_timeout_ms.
      v_now + (m.call_timeout_ms + 5000) * interval '1 millisecond' AS deadline,
      CASE
        WHEN t.deadline_at <= v_now THEN 'DEADLINE_PASSED'
        WHEN v_stopped THEN 'DISPATCH_STOPPED'
        WHEN r.status <> 'active' OR r.deleted_at IS NOT NULL OR NOT m.active THEN 'RESOURCE_NOT_ACTIVE'
        WHEN k.state <> 'active' THEN 'NO_CREDENTIAL'
        WHEN u.locked_until > v_now THEN 'RATE_LIMITED'
      END AS reason
    FROM (SELECT DISTINCT x.attempt, x.fence FROM jsonb_to_recordset(p_rows) AS x(attempt uuid, fence bigint)) x
    JOIN public.attempts a ON a.id = x.attempt
    JOIN public.tasks t ON t.id = a.task_id
    JOIN public.resources r ON r.id = a.resource_id
    JOIN public.credentials k ON k.id = a.credential_id
    JOIN public.upstream_accounts u ON u.id = a.upstream_account_id
    JOIN public.models m ON m.id = t.model_id
    WHERE a.state = 'claimed' AND t.status = 'processing' AND t.attempt_id = a.id AND t.fence = x.fence
      AND t.worker_id = p_worker AND t.lease_until > v_now) c;

  UPDATE public.attempts a SET state = 'dispatched', dispatched_at = v_now, call_deadline_at = s.deadline
    FROM unnest(v_sent, v_deadlines) AS s(id, deadline) WHERE a.id = s.id;
  UPDATE public.tasks t SET lease_until = v_now + interval '30 seconds', updated_at = v_now,
      row_version = nextval('public.task_row_version')
    WHERE t.id = ANY (v_tasks);
  IF v_ends IS NOT NULL THEN
    PERFORM queue.end_attempts(v_ends, v_now);
  END IF;

  RETURN QUERY
  SELECT x.attempt, s.ok, CASE WHEN s.ok THEN NULL ELSE coalesce(e.code, 'STALE') END,
    CASE WHEN s.ok THEN a.call_deadline_at END
  FROM jsonb_to_recordset(p_rows) AS x(attempt uuid, fence bigint)
  LEFT JOIN public.attempts a ON a.id = x.attempt
  LEFT JOIN public.tasks t ON t.id = a.task_id
  LEFT JOIN jsonb_to_recordset(v_ends) AS e(attempt uuid, code text) ON e.attempt = x.attempt
  CROSS JOIN LATERAL (SELECT coalesce(a.state = 'dispatched' AND t.status = 'processing' AND t.attempt_id = a.id
    AND t.fence = x.fence AND t.worker_id = p_worker AND t.lease_until > v_now, false) AS ok) s;
END $$;
