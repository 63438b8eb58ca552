-- Refuses a dispute about a task that its user cannot dispute, or no longer.
CREATE OR REPLACE FUNCTION ledger.check_disputable(
  p_user uuid, p_task uuid, p_settlement public.settlements, p_now timestamptz
) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_live uuid;
BEGIN
  IF p_settlement.task_id IS NULL THEN
    IF NOT EXISTS (SELECT FROM public.tasks t WHERE t.id = p_task AND t.user_id = p_user) THEN
      RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
    END IF;
    RAISE EXCEPTION 'NOT_DISPUTABLE' USING ERRCODE = 'AF112', DETAIL = '{"reason":"NOT_DELIVERED"}';
  END IF;
  SELECT d.id INTO v_live FROM public.disputes d WHERE d.task_id = p_task AND d.status <> 'withdrawn';
  IF FOUND THEN
    RAISE EXCEPTION 'ALREADY_DISPUTED' USING ERRCODE = 'AF114',
      DETAIL = jsonb_build_object('disputeId', v_live)::text;
  END IF;
  IF p_settlement.price = p_settlement.reversed THEN
    RAISE EXCEPTION 'NOT_DISPUTABLE' USING ERRCODE = 'AF112', DETAIL = '{"reason":"NOTHING_PAID"}';
  END IF;
  IF p_settlement.state <> 'open' OR p_settlement.matures_at <= p_now THEN
    RAISE EXCEPTION 'DISPUTE_WINDOW_PASSED' USING ERRCODE = 'AF113',
      DETAIL = jsonb_build_object('until', p_settlement.matures_at)::text;
  END IF;
END $$;
