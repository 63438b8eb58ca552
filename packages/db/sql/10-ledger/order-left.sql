-- What of an order's credits neither a refund nor a standing chargeback has taken back.
CREATE OR REPLACE FUNCTION ledger.order_left(p_order public.orders) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_order.status IN ('credited', 'refunded', 'charged_back') THEN p_order.credits ELSE 0 END
    - coalesce((SELECT sum(r.credits) FROM public.order_refunds r
                 WHERE r.order_id = p_order.id AND r.state IN ('debited', 'done')), 0)::bigint
    - coalesce((SELECT sum(c.credits) FROM public.chargebacks c
                 WHERE c.order_id = p_order.id AND c.state IN ('debited', 'lost')), 0)::bigint
$$;
