-- Freezes or unfreezes an account for an active admin, with the audit row. Not an admin's account, and not
-- one that the operator disabled: so the web, which calls it, can neither make nor break an admin.
CREATE OR REPLACE FUNCTION ledger.set_user_status(
  p_admin uuid, p_user uuid, p_status public.user_status, p_reason text, p_request text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_user record;
BEGIN
  PERFORM FROM public.users u WHERE u.id = p_admin AND u.role = 'admin' AND u.status = 'active' FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'FORBIDDEN' USING ERRCODE = 'AF120';
  END IF;
  IF p_status NOT IN ('active', 'frozen') OR length(btrim(p_reason)) < 3 THEN
    RAISE EXCEPTION 'INPUT_INVALID' USING ERRCODE = 'AF100', DETAIL = '{"field":"status"}';
  END IF;
  SELECT u.role, u.status INTO v_user FROM public.users u WHERE u.id = p_user FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  IF v_user.role = 'admin' THEN
    RAISE EXCEPTION 'FORBIDDEN' USING ERRCODE = 'AF120';
  END IF;
  IF v_user.status = p_status OR v_user.status = 'disabled' THEN
    RAISE EXCEPTION 'STATE_CHANGED' USING ERRCODE = 'AF115', DETAIL = jsonb_build_object('status', v_user.status)::text;
  END IF;
  UPDATE public.users u SET status = p_status, updated_at = public.clock_now() WHERE u.id = p_user;
  INSERT INTO public.audit_events (actor_kind, actor_id, action, subject_kind, subject_id, detail, request_id)
  VALUES ('admin', p_admin, 'admin.set_user_status', 'user', p_user::text,
          jsonb_build_object('from', v_user.status, 'to', p_status, 'reason', p_reason), p_request);
END $$;
