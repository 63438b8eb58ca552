-- The consumer takes an undecided dispute back: the provider's share matures when it would have.
CREATE OR REPLACE FUNCTION ledger.withdraw_dispute(p_user uuid, p_dispute uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_task uuid;
  v_dispute public.disputes;
BEGIN
  SELECT d.task_id INTO v_task FROM public.disputes d WHERE d.id = p_dispute AND d.user_id = p_user;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  PERFORM FROM public.settlements s WHERE s.task_id = v_task FOR NO KEY UPDATE;
  SELECT d.* INTO v_dispute FROM public.disputes d WHERE d.id = p_dispute FOR NO KEY UPDATE;
  IF v_dispute.status = 'withdrawn' THEN
    RETURN true;
  END IF;
  IF v_dispute.status <> 'open' THEN
    RAISE EXCEPTION 'STATE_CHANGED' USING ERRCODE = 'AF115',
      DETAIL = jsonb_build_object('status', v_dispute.status)::text;
  END IF;
  UPDATE public.disputes d SET status = 'withdrawn' WHERE d.id = p_dispute;
  -- A chargeback may have reversed it meanwhile.
  UPDATE public.settlements s SET state = 'open' WHERE s.task_id = v_task AND s.state = 'disputed';
  RETURN false;
END $$;
