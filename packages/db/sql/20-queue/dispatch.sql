-- Commits the intent before the call goes out. Re-checks what may have changed since the claim: fence
-- and lease, deadline, the kill switch, a pause, a replaced key, a lock of the account. A refused
-- dispatch gives everything back and requeues the task, so nothing is left to do for the caller.
-- Returns {ok: true, callDeadlineAt} or {ok: false, reason}; repeating a dispatch answers the same.
CREATE OR REPLACE FUNCTION queue.dispatch(p_attempt uuid, p_fence bigint, p_worker text)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  -- Milliseconds, as the columns keep them: a repeat answers what was stored.
  v_now timestamptz := date_trunc('milliseconds', public.clock_now());
  v_task public.tasks;
  v_attempt public.attempts;
  v_reason text;
  v_deadline timestamptz;
BEGIN
  SELECT t.* INTO v_task FROM public.tasks t
    WHERE t.id = (SELECT a.task_id FROM public.attempts a WHERE a.id = p_attempt) FOR NO KEY UPDATE;
  SELECT a.* INTO v_attempt FROM public.attempts a WHERE a.id = p_attempt;
  IF v_task.status IS DISTINCT FROM 'processing' OR v_task.attempt_id IS DISTINCT FROM p_attempt
    OR v_task.fence IS DISTINCT FROM p_fence OR v_task.worker_id IS DISTINCT FROM p_worker OR v_task.lease_until <= v_now THEN
    RETURN jsonb_build_object('ok', false, 'reason', 'STALE');
  END IF;
  IF v_attempt.state = 'dispatched' THEN
    RETURN jsonb_build_object('ok', true, 'callDeadlineAt', v_attempt.call_deadline_at);
  END IF;

  SELECT CASE
      WHEN v_task.deadline_at <= v_now THEN 'DEADLINE_PASSED'
      WHEN EXISTS (SELECT FROM public.system_switches s WHERE s.name = 'dispatch-stopped' AND s."on") THEN 'DISPATCH_STOPPED'
      WHEN r.status <> 'active' OR r.deleted_at IS NOT NULL OR NOT m.active THEN 'RESOURCE_NOT_ACTIVE'
      WHEN k.state <> 'active' THEN 'NO_CREDENTIAL'
      WHEN u.locked_until > v_now THEN 'RATE_LIMITED'
    END,
    -- Five seconds for our own way there and back: the adapter ends the call at call_timeout_ms.
    v_now + (m.call_timeout_ms + 5000) * interval '1 millisecond'
  INTO STRICT v_reason, v_deadline
  FROM public.resources r
  JOIN public.credentials k ON k.id = v_attempt.credential_id
  JOIN public.upstream_accounts u ON u.id = v_attempt.upstream_account_id
  JOIN public.models m ON m.id = v_task.model_id
  WHERE r.id = v_attempt.resource_id;

  IF v_reason IS NOT NULL THEN
    PERFORM queue.end_attempts(jsonb_build_array(jsonb_build_object(
      'task', v_task.id, 'attempt', p_attempt, 'state', 'abandoned', 'code', v_reason,
      'requeue', queue.may_retry(v_task, false, v_now),
      'status', CASE WHEN v_task.deadline_at <= v_now THEN 'expired' ELSE 'failed' END,
      'slot', true, 'credits', true)), v_now);
    RETURN jsonb_build_object('ok', false, 'reason', v_reason);
  END IF;

  UPDATE public.attempts a SET state = 'dispatched', dispatched_at = v_now, call_deadline_at = v_deadline
    WHERE a.id = p_attempt;
  UPDATE public.tasks t SET lease_until = v_now + interval '30 seconds', updated_at = v_now,
      row_version = nextval('public.task_row_version')
    WHERE t.id = v_task.id;
  RETURN jsonb_build_object('ok', true, 'callDeadlineAt', v_deadline);
END $$;
