-- Gives a bonus once per user and reason; amount and validity come from the newest active rule.
CREATE OR REPLACE FUNCTION ledger.grant_bonus(p_user uuid, p_reason text)
RETURNS TABLE (transfer_id uuid, amount bigint, expires_at timestamptz, repeated boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz := public.clock_now();
  v_key text := 'grant:' || p_user || ':' || p_reason;
  v_hash bytea := ledger.content_hash(jsonb_build_array('grant', p_user, p_reason));
  v_lot public.bonus_lots;
  v_rule public.grant_rules;
BEGIN
  IF ledger.lock_wallets(ARRAY[p_user]) = 0 THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  SELECT l.* INTO v_lot FROM public.transfers t JOIN public.bonus_lots l ON l.transfer_id = t.id
   WHERE t.business_key = v_key;
  IF FOUND THEN
    RETURN QUERY SELECT v_lot.transfer_id, v_lot.amount, v_lot.expires_at, true;
    RETURN;
  END IF;
  IF p_reason = 'email_verified' AND NOT EXISTS (
    SELECT FROM public.users u WHERE u.id = p_user AND u.email_verified_at IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'EMAIL_NOT_VERIFIED' USING ERRCODE = 'AF109';
  END IF;
  SELECT r.* INTO v_rule FROM public.grant_rules r
   WHERE r.reason = p_reason AND r.active ORDER BY r.version DESC LIMIT 1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'GRANT_UNAVAILABLE' USING ERRCODE = 'AF110';
  END IF;

  v_lot.transfer_id := uuidv7();
  INSERT INTO public.bonus_lots (user_id, transfer_id, reason, amount, remaining, expires_at, created_at)
  VALUES (p_user, v_lot.transfer_id, p_reason, v_rule.amount, v_rule.amount,
          v_now + v_rule.valid_days * interval '1 day', v_now)
  RETURNING * INTO v_lot;
  PERFORM ledger.post(v_now,
    ROW(v_lot.transfer_id, 'grant', v_key, v_hash, 'system', NULL)::ledger.movement,
    ARRAY[ROW(v_lot.transfer_id, NULL, 'bonus_expense', NULL, -v_rule.amount)::ledger.leg,
          ROW(v_lot.transfer_id, p_user, 'bonus', NULL, v_rule.amount)::ledger.leg],
    ARRAY[ROW(v_lot.transfer_id, p_user, 'bonus', v_rule.amount,
      v_rule.amount, 0, 0, NULL, NULL, NULL, p_reason)::ledger.line]);
  RETURN QUERY SELECT v_lot.transfer_id, v_lot.amount, v_lot.expires_at, false;
END $$;
