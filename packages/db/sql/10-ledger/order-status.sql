-- How a credited order stands after refunds and chargebacks.
CREATE OR REPLACE FUNCTION ledger.order_status(p_order public.orders) RETURNS public.order_status
LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN EXISTS (SELECT FROM public.chargebacks c WHERE c.order_id = p_order.id AND c.state IN ('debited', 'lost'))
      THEN 'charged_back'
    WHEN p_order.refunded_credits = p_order.credits THEN 'refunded'
    ELSE 'credited' END::public.order_status
$$;
