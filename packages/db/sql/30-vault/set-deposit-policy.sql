-- Opens or closes deposits for an upstream, with the reason and the audit row. By an active admin, or by the operator
-- (p_admin null, which only the owner of the tables may say). Answers whether it changed anything.
CREATE OR REPLACE FUNCTION vault.set_deposit_policy(
  p_admin uuid, p_upstream text, p_open boolean, p_reason text, p_request text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_before public.upstreams;
BEGIN
  IF p_admin IS NULL AND session_user IN ('aetherflow_web', 'aetherflow_worker') OR p_admin IS NOT NULL AND NOT EXISTS (
    SELECT FROM public.users u WHERE u.id = p_admin AND u.role = 'admin' AND u.status = 'active')
  THEN
    RAISE EXCEPTION 'FORBIDDEN' USING ERRCODE = 'AF120';
  END IF;
  IF length(btrim(coalesce(p_reason, ''))) < 3 OR length(p_reason) > 500 THEN
    RAISE EXCEPTION 'INPUT_INVALID' USING ERRCODE = 'AF100', DETAIL = '{"field":"reason"}';
  END IF;
  SELECT * INTO v_before FROM public.upstreams u WHERE u.id = p_upstream FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  IF v_before.deposit_open = p_open THEN
    RETURN false;
  END IF;
  UPDATE public.upstreams u SET deposit_open = p_open, deposit_reason = btrim(p_reason), updated_at = public.clock_now()
   WHERE u.id = p_upstream;
  INSERT INTO public.audit_events (actor_kind, actor_id, action, subject_kind, subject_id, detail, request_id, created_at)
  VALUES (CASE WHEN p_admin IS NULL THEN 'system' ELSE 'admin' END::public.actor_kind, p_admin, 'gateway.set_deposit_policy',
          'upstream', p_upstream, jsonb_build_object('from', v_before.deposit_open, 'to', p_open, 'reason', btrim(p_reason)),
          p_request, public.clock_now());
  RETURN true;
END $$;
