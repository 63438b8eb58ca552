-- Takes what is left of expired lots back to the platform that granted them. Returns how many lots.
CREATE OR REPLACE FUNCTION ledger.expire_lots(p_limit integer) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_users uuid[];
  v_lots uuid[];
  v_ids jsonb;
BEGIN
  SELECT array_agg(DISTINCT d.user_id) INTO v_users FROM (
    SELECT l.user_id FROM public.bonus_lots l
     WHERE l.remaining > 0 AND l.expires_at <= v_now LIMIT least(p_limit, 500)) d;
  PERFORM ledger.lock_wallets(v_users);
  SELECT array_agg(l.id ORDER BY l.id), jsonb_object_agg(l.id, uuidv7()) INTO v_lots, v_ids FROM public.bonus_lots l
   WHERE l.user_id = ANY (v_users) AND l.remaining > 0 AND l.expires_at <= v_now;
  IF v_lots IS NULL THEN
    RETURN 0;
  END IF;
  PERFORM ledger.post_set(v_now,
    -- A lot lapses once, and again when a hold that ended before its date came back after it had lapsed.
    (SELECT array_agg(ROW((v_ids ->> l.id::text)::uuid, 'expire',
         'expire:lot:' || l.id || CASE WHEN t.id IS NULL THEN '' ELSE ':' || (v_ids ->> l.id::text) END,
         ledger.content_hash(jsonb_build_array('expire', l.id)), 'system', NULL)::ledger.movement)
       FROM public.bonus_lots l LEFT JOIN public.transfers t ON t.business_key = 'expire:lot:' || l.id WHERE l.id = ANY (v_lots)),
    (SELECT array_agg(ROW((v_ids ->> l.id::text)::uuid, g.user_id, g.kind, NULL, g.amount)::ledger.leg ORDER BY l.id)
       FROM public.bonus_lots l
       CROSS JOIN LATERAL (VALUES
         (l.user_id, 'bonus'::public.account_kind, -l.remaining),
         (NULL, 'bonus_expense', l.remaining)) AS g (user_id, kind, amount)
      WHERE l.id = ANY (v_lots)),
    (SELECT array_agg(ROW((v_ids ->> l.id::text)::uuid, l.user_id, 'expiry', -l.remaining,
         -l.remaining, 0, 0, NULL, NULL, NULL, l.reason)::ledger.line ORDER BY l.id)
       FROM public.bonus_lots l WHERE l.id = ANY (v_lots)));
  UPDATE public.bonus_lots l SET remaining = 0 WHERE l.id = ANY (v_lots);
  RETURN cardinality(v_lots);
END $$;
