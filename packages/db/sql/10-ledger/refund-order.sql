-- Takes the credits of a refund out of the wallet, before the gateway is asked: what is spent is not
-- refunded. A payment that was never credited (an incident's) has no credits to take. A refund that
-- cannot be is refused with its reason.
CREATE OR REPLACE FUNCTION ledger.refund_order(p_refund uuid) RETURNS TABLE (outcome text, failure text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz;
  v_refund public.order_refunds;
  v_order public.orders;
  v_transfer uuid := uuidv7();
BEGIN
  PERFORM ledger.check_running();
  SELECT r.* INTO v_refund FROM public.order_refunds r WHERE r.id = p_refund;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  SELECT o.* INTO STRICT v_order FROM public.orders o WHERE o.id = v_refund.order_id FOR NO KEY UPDATE;
  SELECT r.* INTO v_refund FROM public.order_refunds r WHERE r.id = p_refund FOR NO KEY UPDATE;
  IF v_refund.state IN ('debited', 'done') THEN
    RETURN QUERY SELECT 'already', NULL::text;
    RETURN;
  ELSIF v_refund.state = 'refused' THEN
    RETURN QUERY SELECT 'refused', v_refund.failure::text;
    RETURN;
  ELSIF v_refund.state <> 'requested' THEN
    RAISE EXCEPTION 'STATE_CHANGED' USING ERRCODE = 'AF115',
      DETAIL = jsonb_build_object('status', v_refund.state)::text;
  END IF;
  PERFORM ledger.lock_wallets(ARRAY[v_order.user_id]);
  v_now := public.clock_now();
  v_refund.failure := ledger.refund_failure(v_refund, v_order);
  IF v_refund.failure IS NOT NULL THEN
    UPDATE public.order_refunds r SET state = 'refused', failure = v_refund.failure, ended_at = v_now WHERE r.id = p_refund;
    RETURN QUERY SELECT 'refused', v_refund.failure::text;
    RETURN;
  END IF;
  IF v_refund.credits > 0 THEN
    PERFORM ledger.post_owing(v_now,
      ROW(v_transfer, 'refund', 'refund:' || p_refund, ledger.content_hash(jsonb_build_array(
        'refund', p_refund, v_order.id, v_refund.credits)), 'admin', v_refund.requested_by)::ledger.movement,
      ARRAY[
        ROW(v_transfer, v_order.user_id, 'available', NULL, -v_refund.credits)::ledger.leg,
        ROW(v_transfer, NULL, 'clearing', v_order.gateway, v_refund.credits)::ledger.leg],
      ARRAY[ROW(v_transfer, v_order.user_id, 'payment_refund', -v_refund.credits, 0, 0, 0,
        NULL, NULL, v_order.id, v_order.gateway)::ledger.line]);
  END IF;
  UPDATE public.order_refunds r SET state = 'debited', debited_at = v_now WHERE r.id = p_refund;
  PERFORM ledger.write_audit(v_now, 'refund.debit', 'order', v_order.id, jsonb_build_object(
    'refund', p_refund, 'credits', v_refund.credits::text, 'amountMinor', v_refund.amount_minor));
  RETURN QUERY SELECT 'debited', NULL::text;
END $$;
