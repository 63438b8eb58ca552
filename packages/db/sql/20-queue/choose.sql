-- Goes through the pairs in order and gives each task its first resource with room under every limit,
-- counting what this batch has taken already. Returns {assigned: [...], refused: [...]}.
CREATE OR REPLACE FUNCTION queue.choose(p_tasks uuid[], p_candidates jsonb, p_accounts uuid[], p_now timestamptz)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_pair record;
  v_assigned jsonb[] := '{}';
  v_refused jsonb[] := '{}';
  v_reasons jsonb := '[]';
  v_done uuid;
  v_task uuid;
  v_reason text;
  -- What this batch took so far, by resource and by account: arrays, because jsonb would be copied each time.
  v_resources uuid[] := '{}';
  v_accounts uuid[] := '{}';
  v_taken integer[] := '{}';
  v_taken_e4 bigint[] := '{}';
  v_account_taken integer[] := '{}';
  v_account_taken_e4 bigint[] := '{}';
  r integer;
  a integer;
BEGIN
  FOR v_pair IN SELECT * FROM queue.claim_pairs(p_tasks, p_candidates, p_accounts, p_now) LOOP
    CONTINUE WHEN v_pair.task_id = v_done;
    IF v_task IS DISTINCT FROM v_pair.task_id THEN
      IF v_task IS DISTINCT FROM v_done THEN
        v_refused := v_refused || jsonb_build_object('task', v_task, 'reasons', v_reasons);
      END IF;
      v_task := v_pair.task_id;
      v_reasons := '[]';
    END IF;
    -- No candidate at all: the task is parked like any other refusal.
    CONTINUE WHEN v_pair.resource_id IS NULL;

    r := array_position(v_resources, v_pair.resource_id);
    IF r IS NULL THEN
      v_resources := v_resources || v_pair.resource_id;
      r := cardinality(v_resources);
      v_taken[r] := 0;
      v_taken_e4[r] := 0;
    END IF;
    a := array_position(v_accounts, v_pair.account_id);
    IF a IS NULL THEN
      v_accounts := v_accounts || v_pair.account_id;
      a := cardinality(v_accounts);
      v_account_taken[a] := 0;
      v_account_taken_e4[a] := 0;
    END IF;

    v_reason := CASE
      WHEN v_pair.refusal IS NOT NULL THEN v_pair.refusal
      WHEN v_pair.breaker IN ('open', 'probing') THEN 'BREAKER_OPEN'
      WHEN v_pair.breaker = 'half-open' AND v_taken[r] > 0 THEN 'BREAKER_OPEN'
      WHEN v_pair.room <= v_taken[r] THEN 'RESOURCE_BUSY'
      WHEN v_pair.minute_room <= v_taken[r] THEN 'MINUTE_LIMIT'
      WHEN v_pair.day_room_e4 - v_taken_e4[r] < v_pair.cost_e4 THEN 'DAY_LIMIT'
      WHEN v_pair.month_room_e4 - v_taken_e4[r] < v_pair.cost_e4 THEN 'MONTH_LIMIT'
      WHEN v_pair.account_room <= v_account_taken[a] THEN 'ACCOUNT_BUSY'
      WHEN v_pair.window_room <= v_account_taken[a] THEN 'WINDOW_LIMIT'
      WHEN v_pair.account_e4 - v_account_taken_e4[a] - v_pair.cost_e4 < v_pair.floor_e4 THEN 'UPSTREAM_CREDITS'
    END;
    IF v_reason IS NOT NULL THEN
      v_reasons := v_reasons || jsonb_build_object('resource', v_pair.resource_id, 'reason', v_reason);
      CONTINUE;
    END IF;

    v_taken[r] := v_taken[r] + 1;
    v_taken_e4[r] := v_taken_e4[r] + v_pair.cost_e4;
    v_account_taken[a] := v_account_taken[a] + 1;
    v_account_taken_e4[a] := v_account_taken_e4[a] + v_pair.cost_e4;
    v_assigned := v_assigned || jsonb_build_object(
      'task', v_pair.task_id, 'attempt', uuidv7(), 'resource', v_pair.resource_id,
      'account', v_pair.account_id, 'credential', v_pair.credential_id, 'model', v_pair.model_id,
      'cost', v_pair.cost_e4, 'price', v_pair.price, 'fair', v_pair.fair_key,
      'probe', v_pair.breaker = 'half-open', 'skipped', v_reasons);
    v_done := v_pair.task_id;
  END LOOP;
  IF v_task IS DISTINCT FROM v_done THEN
    v_refused := v_refused || jsonb_build_object('task', v_task, 'reasons', v_reasons);
  END IF;
  RETURN jsonb_build_object('assigned', to_jsonb(v_assigned), 'refused', to_jsonb(v_refused));
END $$;
