-- An owner's word on what may be spent where the vendor has no balance call. Counting begins anew: what runs now, or
-- has an unknown outcome, stays reserved. The door is the web's, so it looks at the owner itself.
CREATE OR REPLACE FUNCTION vault.declare_balance(p_owner uuid, p_resource uuid, p_balance_e4 bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_account uuid;
  v_now timestamptz := date_trunc('milliseconds', public.clock_now());
BEGIN
  IF p_balance_e4 < 0 OR p_balance_e4 > 1000000000000 THEN
    RAISE EXCEPTION 'INPUT_INVALID' USING ERRCODE = 'AF100', DETAIL = '{"field":"balanceE4"}';
  END IF;
  SELECT r.upstream_account_id INTO v_account FROM public.resources r
   WHERE r.id = p_resource AND r.owner_id = p_owner AND r.deleted_at IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  PERFORM FROM public.upstream_accounts u WHERE u.id = v_account AND u.balance_declared FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'STATE_CHANGED' USING ERRCODE = 'AF115', DETAIL = '{"status":"read"}';
  END IF;
  UPDATE public.upstream_accounts u
     SET balance_e4 = p_balance_e4, balance_at = v_now,
         spent_since_e4 = (
           SELECT coalesce(sum(a.cost_e4), 0) FROM public.resources r
             JOIN public.attempts a ON a.resource_id = r.id AND a.claimed_at > v_now - interval '30 minutes'
            WHERE r.upstream_account_id = v_account AND a.upstream_account_id = v_account
              AND a.credits_held AND a.finished_at IS NULL)
   WHERE u.id = v_account;
  -- Whatever waits for credits here may go on.
  UPDATE public.resources r SET status = 'active', status_reason = NULL, status_at = v_now, updated_at = v_now
   WHERE r.upstream_account_id = v_account AND r.status = 'error' AND r.status_reason = 'OUT_OF_CREDITS'
     AND r.deleted_at IS NULL AND p_balance_e4 > r.floor_balance_e4;
END $$;
