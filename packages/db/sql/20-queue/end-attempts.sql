-- Ends attempts and moves their tasks on; the one way out besides settlement. p_ends:
-- [{task, attempt?, state, code, requeue, status, exclude?, slot, credits, loss?, requestId?, latencyMs?}]
-- requeue: the task is claimable again, otherwise it ends as `status` and its hold is released.
-- slot / credits: what is given back now. The caller holds the task locks and has checked the fences.
CREATE OR REPLACE FUNCTION queue.end_attempts(p_ends jsonb, p_now timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_released jsonb;
  v_slots uuid[];
  v_credits boolean[];
BEGIN
  UPDATE public.attempts a
  SET state = e.state::public.attempt_state, error_code = e.code, finished_at = p_now,
      loss_due = coalesce(e.loss, false), latency_ms = e."latencyMs",
      upstream_request_id = coalesce(e."requestId", a.upstream_request_id)
  FROM jsonb_to_recordset(p_ends) AS e(
    attempt uuid, state text, code text, loss boolean, "latencyMs" integer, "requestId" text)
  WHERE a.id = e.attempt;

  UPDATE public.tasks t
  SET unknown_count = t.unknown_count + CASE WHEN e.state = 'unknown' THEN 1 ELSE 0 END,
      excluded = CASE WHEN e.exclude THEN array_append(t.excluded, a.resource_id) ELSE t.excluded END,
      status = CASE WHEN e.requeue THEN 'pending' ELSE t.status END,
      error_code = e.code,
      attempt_id = CASE WHEN e.requeue THEN NULL ELSE t.attempt_id END,
      worker_id = CASE WHEN e.requeue THEN NULL ELSE t.worker_id END,
      lease_until = CASE WHEN e.requeue THEN NULL ELSE t.lease_until END,
      parked_until = NULL, parked_reason = NULL,
      row_version = nextval('public.task_row_version'), updated_at = p_now
  FROM jsonb_to_recordset(p_ends) AS e(
    task uuid, attempt uuid, state text, code text, requeue boolean, exclude boolean)
  LEFT JOIN public.attempts a ON a.id = e.attempt
  WHERE t.id = e.task;

  SELECT jsonb_agg(jsonb_build_object('task', e.task, 'status', e.status, 'error_code', e.code) ORDER BY e.task)
  INTO v_released
  FROM jsonb_to_recordset(p_ends) AS e(task uuid, status text, code text, requeue boolean)
  WHERE NOT e.requeue;
  IF v_released IS NOT NULL THEN
    PERFORM ledger.release_tasks(v_released);
  END IF;

  SELECT array_agg(e.attempt), array_agg(e.credits) INTO v_slots, v_credits
  FROM jsonb_to_recordset(p_ends) AS e(attempt uuid, slot boolean, credits boolean)
  WHERE e.slot AND e.attempt IS NOT NULL;
  IF v_slots IS NOT NULL THEN
    PERFORM queue.return_capacity(v_slots, v_credits);
  END IF;
END $$;
