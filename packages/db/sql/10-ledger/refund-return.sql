-- The gateway has refused a refund for good: its credits go back into the wallet, a debt first. Returns
-- whether it had been so before.
CREATE OR REPLACE FUNCTION ledger.refund_return(p_refund uuid, p_failure text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_now timestamptz;
  v_refund public.order_refunds;
  v_order public.orders;
  v_transfer uuid := uuidv7();
BEGIN
  SELECT r.* INTO v_refund FROM public.order_refunds r WHERE r.id = p_refund;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  SELECT o.* INTO STRICT v_order FROM public.orders o WHERE o.id = v_refund.order_id FOR NO KEY UPDATE;
  SELECT r.* INTO v_refund FROM public.order_refunds r WHERE r.id = p_refund FOR NO KEY UPDATE;
  IF v_refund.state = 'refused' THEN
    RETURN true;
  ELSIF v_refund.state <> 'debited' THEN
    RAISE EXCEPTION 'STATE_CHANGED' USING ERRCODE = 'AF115',
      DETAIL = jsonb_build_object('status', v_refund.state)::text;
  END IF;
  PERFORM ledger.lock_wallets(ARRAY[v_order.user_id]);
  v_now := public.clock_now();
  UPDATE public.order_refunds r SET state = 'refused', failure = left(p_failure, 60), ended_at = v_now WHERE r.id = p_refund;
  IF v_refund.credits > 0 THEN
    PERFORM ledger.post_owing(v_now,
      ROW(v_transfer, 'refund_return', 'refund_return:' || p_refund, ledger.content_hash(jsonb_build_array(
        'refund_return', p_refund, v_order.id, v_refund.credits)), 'worker', NULL)::ledger.movement,
      ARRAY[
        ROW(v_transfer, NULL, 'clearing', v_order.gateway, -v_refund.credits)::ledger.leg,
        ROW(v_transfer, v_order.user_id, 'available', NULL, v_refund.credits)::ledger.leg],
      ARRAY[ROW(v_transfer, v_order.user_id, 'payment_refund', v_refund.credits, 0, 0, 0,
        NULL, NULL, v_order.id, v_order.gateway)::ledger.line]);
    PERFORM ledger.recover_debt(v_now, v_order.user_id, v_transfer);
  END IF;
  PERFORM ledger.write_audit(v_now, 'refund.return', 'order', v_order.id, jsonb_build_object(
    'refund', p_refund, 'failure', p_failure));
  RETURN false;
END $$;
