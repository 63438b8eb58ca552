-- Why a refund cannot be, or null. The money that went back with all refunds of an order is at most the
-- part of its price that their credits are; what an incident's payment was bounds its own refunds.
CREATE OR REPLACE FUNCTION ledger.refund_failure(p_refund public.order_refunds, p_order public.orders) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_past record;
  v_incident public.payment_incidents;
  v_available bigint;
  v_worth bigint := ceil(p_order.credits::numeric * p_refund.amount_minor / p_order.amount_minor);
BEGIN
  SELECT coalesce(sum(r.credits) FILTER (WHERE r.credits > 0), 0) AS credits,
         coalesce(sum(r.amount_minor) FILTER (WHERE r.credits > 0), 0) AS minor,
         coalesce(sum(r.amount_minor) FILTER (WHERE r.credits = 0 AND r.incident_id = p_refund.incident_id), 0) AS incident_minor
    INTO v_past FROM public.order_refunds r WHERE r.order_id = p_order.id AND r.state IN ('debited', 'done');
  SELECT i.* INTO v_incident FROM public.payment_incidents i
   WHERE i.id = p_refund.incident_id AND i.order_id = p_order.id;
  SELECT a.balance INTO v_available FROM public.accounts a WHERE a.user_id = p_order.user_id AND a.kind = 'available';
  RETURN CASE
    WHEN p_refund.credits = 0 AND (v_incident.id IS NULL OR p_refund.currency <> v_incident.currency
      OR v_past.incident_minor + p_refund.amount_minor > v_incident.amount_minor) THEN 'REFUND_TOO_LARGE'
    WHEN p_refund.credits > 0 AND p_order.status = 'charged_back' THEN 'CHARGED_BACK'
    WHEN p_refund.credits > 0 AND p_order.status NOT IN ('credited', 'refunded') THEN 'NOT_CREDITED'
    WHEN p_refund.credits > 0 AND (p_refund.credits > ledger.order_left(p_order) OR p_refund.currency <> p_order.currency::text
      OR v_past.minor + p_refund.amount_minor
           > ceil(p_order.amount_minor * (v_past.credits + p_refund.credits) / p_order.credits::numeric))
      THEN 'REFUND_TOO_LARGE'
    WHEN p_refund.credits > v_available THEN 'INSUFFICIENT_CREDITS'
    ELSE ledger.check_admins(p_refund.requested_by, p_refund.approved_by,
      greatest(p_refund.credits, v_worth), ARRAY[p_order.user_id])
  END;
END $$;
