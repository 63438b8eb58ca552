-- What a payment is worth: the pack version's credits at the pack version's price, whatever the order
-- row claims. A mismatch names the first fact that does not fit.
CREATE OR REPLACE FUNCTION ledger.quote_order(
  p_order public.orders, p_gateway text, p_merchant text, p_payment text, p_amount_minor bigint, p_currency text
) RETURNS TABLE (credits bigint, mismatch text)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  v_pack public.packs;
  v_price public.pack_prices;
BEGIN
  SELECT p.* INTO STRICT v_pack FROM public.packs p WHERE p.id = p_order.pack_id;
  SELECT c.* INTO v_price FROM public.pack_prices c WHERE c.pack_id = p_order.pack_id AND c.currency = p_currency;
  -- A custom amount is what was asked for, as long as the payment covers it.
  credits := coalesce(v_pack.credits, p_order.credits);
  mismatch := CASE
    WHEN p_gateway IS DISTINCT FROM p_order.gateway::text THEN 'GATEWAY'
    WHEN p_merchant IS DISTINCT FROM p_order.merchant::text THEN 'MERCHANT'
    WHEN p_currency IS DISTINCT FROM p_order.currency::text OR v_price.pack_id IS NULL THEN 'CURRENCY'
    WHEN p_amount_minor IS DISTINCT FROM p_order.amount_minor::bigint THEN 'AMOUNT'
    WHEN credits <> p_order.credits THEN 'CREDITS'
    WHEN v_pack.credits IS NULL AND credits NOT BETWEEN v_pack.min_credits AND v_pack.max_credits THEN 'BOUNDS'
    WHEN p_amount_minor <> ceil(credits::numeric * v_price.amount_minor / v_price.per_credits) THEN 'PRICE'
    -- A gateway that names no payment beforehand leaves the order's null; the payment itself always has a name.
    WHEN p_payment IS NULL OR p_payment <> p_order.gateway_payment_id THEN 'PAYMENT'
    WHEN EXISTS (SELECT FROM public.orders o WHERE o.gateway = p_gateway
                   AND o.gateway_payment_id = p_payment AND o.id <> p_order.id) THEN 'PAYMENT_REUSED'
  END;
  RETURN NEXT;
END $$;
