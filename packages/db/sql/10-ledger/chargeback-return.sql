-- A chargeback was decided for us: its credits are back. The settlements that it reversed are paid again
-- first, unless their task was refunded meanwhile; then a debt; the rest is the buyer's. Unfreezing the
-- account is an admin's decision.
CREATE OR REPLACE FUNCTION ledger.chargeback_return(p_chargeback uuid)
RETURNS TABLE (outcome text, repaid bigint, recovered bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz;
  v_chargeback public.chargebacks;
  v_order public.orders;
  v_tasks uuid[];
  v_transfer uuid := uuidv7();
BEGIN
  SELECT c.* INTO v_chargeback FROM public.chargebacks c WHERE c.id = p_chargeback;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  SELECT o.* INTO STRICT v_order FROM public.orders o WHERE o.id = v_chargeback.order_id FOR NO KEY UPDATE;
  SELECT c.* INTO v_chargeback FROM public.chargebacks c WHERE c.id = p_chargeback FOR NO KEY UPDATE;
  IF v_chargeback.state = 'won' THEN
    RETURN QUERY SELECT 'already', 0::bigint, 0::bigint;
    RETURN;
  ELSIF v_chargeback.state <> 'debited' THEN
    RAISE EXCEPTION 'STATE_CHANGED' USING ERRCODE = 'AF115',
      DETAIL = jsonb_build_object('status', v_chargeback.state)::text;
  END IF;
  v_tasks := ARRAY(SELECT r.task_id FROM public.chargeback_reversals r WHERE r.chargeback_id = p_chargeback);
  PERFORM FROM public.settlements s WHERE s.task_id = ANY (v_tasks) ORDER BY s.task_id FOR NO KEY UPDATE;
  PERFORM ledger.lock_wallets(v_order.user_id || ARRAY(
    SELECT s.provider_id FROM public.settlements s WHERE s.task_id = ANY (v_tasks)));
  v_now := public.clock_now();
  UPDATE public.chargebacks c SET state = 'won', ended_at = v_now WHERE c.id = p_chargeback;
  PERFORM ledger.post_owing(v_now,
    ROW(v_transfer, 'chargeback_return', 'chargeback_return:' || p_chargeback, ledger.content_hash(jsonb_build_array(
      'chargeback_return', p_chargeback, v_order.id, v_chargeback.credits)), 'worker', NULL)::ledger.movement,
    ARRAY[
      ROW(v_transfer, NULL, 'clearing', v_order.gateway, -v_chargeback.credits)::ledger.leg,
      ROW(v_transfer, v_order.user_id, 'available', NULL, v_chargeback.credits)::ledger.leg],
    ARRAY[ROW(v_transfer, v_order.user_id, 'chargeback', v_chargeback.credits, 0, 0, 0,
      NULL, NULL, v_order.id, v_order.gateway)::ledger.line]);
  repaid := ledger.pay_again(v_now, v_chargeback, v_order.user_id);
  recovered := ledger.recover_debt(v_now, v_order.user_id, v_transfer);
  UPDATE public.orders o SET status = ledger.order_status(o), updated_at = v_now WHERE o.id = v_order.id;
  PERFORM ledger.write_audit(v_now, 'chargeback.return', 'user', v_order.user_id, jsonb_build_object(
    'chargeback', p_chargeback, 'order', v_order.id, 'repaid', repaid::text, 'recovered', recovered::text));
  RETURN QUERY SELECT 'returned', repaid, recovered;
END $$;
