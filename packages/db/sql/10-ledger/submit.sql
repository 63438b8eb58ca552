-- Takes a run of 1–8 tasks and holds its ceilings, in one call. The same client id again returns the
-- same run; with another request hash it is a conflict. Sources: bonus lots by soonest expiry,
-- promo_earned, available, earned. An own key costs nothing here, so it holds nothing.
CREATE OR REPLACE FUNCTION ledger.submit(
  p_user uuid, p_run uuid, p_client uuid, p_request_hash text,
  p_prompt text, p_negative_prompt text, p_params jsonb, p_preference public.preference, p_own_key boolean,
  p_tasks uuid[], p_models text[], p_ceilings bigint[], p_seeds bigint[]
) RETURNS TABLE (run_id uuid, held bigint, deadline_at timestamptz, repeated boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz;
  v_deadline timestamptz;
  v_total bigint;
  v_run public.runs;
  v_user public.users;
  v_wallet record;
  v_lots bigint := 0;
  v_transfer uuid;
BEGIN
  v_total := ledger.check_run(p_own_key, p_tasks, p_models, p_ceilings, p_seeds);
  IF ledger.lock_wallets(ARRAY[p_user]) = 0 THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  v_now := date_trunc('milliseconds', public.clock_now());
  v_deadline := v_now + interval '15 minutes';

  SELECT r.* INTO v_run FROM public.runs r WHERE r.user_id = p_user AND r.client_id = p_client;
  IF FOUND THEN
    IF v_run.request_hash <> p_request_hash THEN
      RAISE EXCEPTION 'IDEMPOTENCY_CONFLICT' USING ERRCODE = 'AF102';
    END IF;
    RETURN QUERY SELECT v_run.id, sum(t.ceiling)::bigint, max(t.deadline_at), true
      FROM public.tasks t WHERE t.run_id = v_run.id;
    RETURN;
  END IF;

  SELECT u.* INTO v_user FROM public.users u WHERE u.id = p_user;
  IF v_user.status <> 'active' THEN
    RAISE EXCEPTION '%', CASE v_user.status WHEN 'frozen' THEN 'ACCOUNT_FROZEN' ELSE 'ACCOUNT_DISABLED' END
      USING ERRCODE = 'AF105';
  END IF;
  PERFORM ledger.check_models(p_user, p_models, v_now);
  IF v_user.daily_spend_cap IS NOT NULL AND v_total > 0 THEN
    PERFORM ledger.check_daily_cap(p_user, v_total, v_user.daily_spend_cap, v_now);
  END IF;

  SELECT coalesce(max(a.balance) FILTER (WHERE a.kind = 'bonus'), 0) AS bonus,
         coalesce(max(a.balance) FILTER (WHERE a.kind = 'promo_earned'), 0) AS promo,
         coalesce(max(a.balance) FILTER (WHERE a.kind = 'available'), 0) AS available,
         coalesce(max(a.balance) FILTER (WHERE a.kind = 'earned'), 0) AS earned
    INTO v_wallet FROM public.accounts a WHERE a.user_id = p_user;
  IF v_wallet.bonus > 0 THEN
    SELECT coalesce(sum(l.remaining), 0) INTO v_lots FROM public.bonus_lots l
     WHERE l.user_id = p_user AND l.remaining > 0 AND l.expires_at > v_now;
  END IF;
  IF v_total > v_lots + v_wallet.promo + v_wallet.available + v_wallet.earned THEN
    RAISE EXCEPTION 'INSUFFICIENT_CREDITS' USING ERRCODE = 'AF103', DETAIL = jsonb_build_object(
      'required', v_total::text,
      'spendable', (v_lots + v_wallet.promo + v_wallet.available + v_wallet.earned)::text)::text;
  END IF;

  INSERT INTO public.runs (id, user_id, client_id, request_hash, prompt, negative_prompt, params, preference, own_key, task_count, created_at)
  VALUES (p_run, p_user, p_client, p_request_hash, p_prompt, p_negative_prompt, p_params, p_preference, p_own_key, cardinality(p_tasks), v_now);
  PERFORM ledger.insert_tasks(p_user, p_run, p_tasks, p_models,
    CASE WHEN p_own_key THEN array_fill(0::bigint, ARRAY[cardinality(p_tasks)]) ELSE p_ceilings END,
    p_seeds, v_lots, v_wallet.promo, v_wallet.available, v_now, v_deadline);

  IF v_total > 0 THEN
    v_transfer := uuidv7();
    v_lots := least(v_lots, v_total);
    IF v_lots > 0 THEN
      PERFORM ledger.take_lots(p_user, v_lots, v_now);
    END IF;
    PERFORM ledger.post(v_now,
      ARRAY[ROW(v_transfer, 'hold', 'hold:' || p_run,
        ledger.content_hash(jsonb_build_array('hold', p_user, p_run, p_request_hash, v_total)), 'user', p_user)::ledger.movement],
      ARRAY[
        ROW(v_transfer, p_user, 'bonus', NULL, -v_lots)::ledger.leg,
        ROW(v_transfer, p_user, 'promo_earned', NULL, -least(v_wallet.promo, v_total - v_lots))::ledger.leg,
        ROW(v_transfer, p_user, 'available', NULL,
          -least(v_wallet.available, greatest(0, v_total - v_lots - v_wallet.promo)))::ledger.leg,
        ROW(v_transfer, p_user, 'earned', NULL,
          -greatest(0, v_total - v_lots - v_wallet.promo - v_wallet.available))::ledger.leg,
        ROW(v_transfer, p_user, 'held', NULL, v_total)::ledger.leg],
      ARRAY[ROW(v_transfer, p_user, 'hold', -v_total, NULL, p_run, NULL, p_models[1])::ledger.line]);
  END IF;
  RETURN QUERY SELECT p_run, v_total, v_deadline, false;
END $$;
