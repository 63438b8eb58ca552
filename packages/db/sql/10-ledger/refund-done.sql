-- The gateway has given the money back: the refund is done, and the order knows what of it went back. A
-- refund of an incident's payment leaves the order alone.
CREATE OR REPLACE FUNCTION ledger.refund_done(p_refund uuid, p_gateway_refund text)
RETURNS TABLE (repeated boolean, order_refunded boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz;
  v_refund public.order_refunds;
  v_order public.orders;
BEGIN
  SELECT r.* INTO v_refund FROM public.order_refunds r WHERE r.id = p_refund;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  SELECT o.* INTO STRICT v_order FROM public.orders o WHERE o.id = v_refund.order_id FOR NO KEY UPDATE;
  SELECT r.* INTO v_refund FROM public.order_refunds r WHERE r.id = p_refund FOR NO KEY UPDATE;
  IF v_refund.state = 'done' AND v_refund.gateway_refund_id = p_gateway_refund THEN
    RETURN QUERY SELECT true, v_order.status = 'refunded';
    RETURN;
  ELSIF v_refund.state = 'done' THEN
    RAISE EXCEPTION 'IDEMPOTENCY_CONFLICT' USING ERRCODE = 'AF102';
  ELSIF v_refund.state <> 'debited' THEN
    RAISE EXCEPTION 'STATE_CHANGED' USING ERRCODE = 'AF115',
      DETAIL = jsonb_build_object('status', v_refund.state)::text;
  END IF;
  v_now := public.clock_now();
  UPDATE public.order_refunds r SET state = 'done', gateway_refund_id = p_gateway_refund, ended_at = v_now WHERE r.id = p_refund;
  IF v_refund.credits > 0 THEN
    v_order.refunded_credits := v_order.refunded_credits + v_refund.credits;
    UPDATE public.orders o SET refunded_credits = v_order.refunded_credits,
           refunded_minor = o.refunded_minor + v_refund.amount_minor,
           status = ledger.order_status(v_order), updated_at = v_now
     WHERE o.id = v_order.id RETURNING o.status INTO v_order.status;
  END IF;
  PERFORM ledger.write_audit(v_now, 'refund.done', 'order', v_order.id, jsonb_build_object(
    'refund', p_refund, 'gatewayRefundId', p_gateway_refund));
  RETURN QUERY SELECT false, v_order.status = 'refunded';
END $$;
