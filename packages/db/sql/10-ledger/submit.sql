-- Takes a run of 1–8 tasks and holds its ceilings, in one call. The same client id again returns the
-- same run; with another request hash it is a conflict. Sources: bonus lots by soonest expiry,
-- promo_earned, available, earned. An own key costs nothing here, so it holds nothing.
CREATE OR REPLACE FUNCTION ledger.submit(
  p_user uuid, p_run uuid, p_client uuid, p_request_hash text,
  p_prompt text, p_negative_prompt text, p_params jsonb, p_preference public.preference, p_own_key boolean,
  p_tasks uuid[], p_models text[], p_ceilings bigint[], p_seeds bigint[]
) RETURNS TABLE (run_id uuid, held bigint, deadline_at timestamptz, repeated boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  v_total bigint := ledger.check_run(p_own_key, p_tasks, p_models, p_ceilings, p_seeds);
  v_now timestamptz;
  v_deadline timestamptz;
  v_wallet ledger.wallet;
  v_take ledger.wallet;
  v_transfer uuid;
BEGIN
  PERFORM FROM public.accounts a WHERE a.user_id = p_user AND a.kind = 'available' FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  v_now := date_trunc('milliseconds', public.clock_now());
  v_deadline := v_now + interval '15 minutes';

  IF EXISTS (SELECT FROM public.runs r WHERE r.user_id = p_user AND r.client_id = p_client) THEN
    RETURN QUERY SELECT * FROM ledger.repeated_run(p_user, p_client, p_request_hash);
    RETURN;
  END IF;
  v_wallet := ledger.check_wallet(p_user, v_total, v_now);
  v_take := ledger.split_sources(v_wallet, v_total);

  INSERT INTO public.runs (id, user_id, client_id, request_hash, prompt, negative_prompt, params, preference, own_key, task_count, created_at)
  VALUES (p_run, p_user, p_client, p_request_hash, p_prompt, p_negative_prompt, p_params, p_preference, p_own_key, cardinality(p_tasks), v_now);
  PERFORM ledger.insert_tasks(p_user, p_run, p_tasks, p_models,
    CASE WHEN p_own_key THEN array_fill(0::bigint, ARRAY[cardinality(p_tasks)]) ELSE p_ceilings END,
    p_seeds, v_take, v_now, v_deadline);
  IF v_total > 0 THEN
    IF v_take.bonus > 0 THEN
      PERFORM ledger.take_lots(p_user, v_take.bonus, v_now);
    END IF;
    v_transfer := uuidv7();
    PERFORM ledger.post(v_now,
      ROW(v_transfer, 'hold', 'hold:' || p_run,
        ledger.content_hash(jsonb_build_array('hold', p_user, p_run, p_request_hash, v_total)), 'user', p_user)::ledger.movement,
      ARRAY[
        ROW(v_transfer, p_user, 'bonus', NULL, -v_take.bonus)::ledger.leg,
        ROW(v_transfer, p_user, 'promo_earned', NULL, -v_take.promo)::ledger.leg,
        ROW(v_transfer, p_user, 'available', NULL, -v_take.available)::ledger.leg,
        ROW(v_transfer, p_user, 'earned', NULL, -v_take.earned)::ledger.leg,
        ROW(v_transfer, p_user, 'held', NULL, v_total)::ledger.leg],
      ARRAY[ROW(v_transfer, p_user, 'hold', -v_total,
        -v_total, v_total, 0, NULL, p_run, NULL, p_models[1])::ledger.line]);
  END IF;
  RETURN QUERY SELECT p_run, v_total, v_deadline, false;
END $$;
