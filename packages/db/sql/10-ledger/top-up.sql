-- Credits a paid order exactly once. What the gateway said must fit the order and the pack's own
-- price; if it does not, the order becomes a mismatch and nothing moves. A payment that arrives after
-- the order expired or was cancelled is credited all the same: the money is here. A debt is paid first.
CREATE OR REPLACE FUNCTION ledger.top_up(
  p_order uuid, p_gateway text, p_merchant text, p_payment text, p_amount_minor bigint, p_currency text,
  p_actor_kind public.actor_kind DEFAULT 'worker', p_actor uuid DEFAULT NULL
) RETURNS TABLE (outcome text, reason text, credits bigint, transfer_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  v_hash bytea := ledger.content_hash(jsonb_build_array(
    'top_up', p_order, p_gateway, p_merchant, p_payment, p_amount_minor, p_currency));
  v_now timestamptz;
  v_order public.orders;
  v_done record;
  v_quote record;
  v_transfer uuid := uuidv7();
BEGIN
  SELECT o.* INTO v_order FROM public.orders o WHERE o.id = p_order FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  SELECT t.id, t.content_hash INTO v_done FROM public.transfers t WHERE t.business_key = 'top_up:' || p_order;
  IF FOUND THEN
    IF v_done.content_hash <> v_hash THEN
      RAISE EXCEPTION 'IDEMPOTENCY_CONFLICT' USING ERRCODE = 'AF102';
    END IF;
    RETURN QUERY SELECT 'already', NULL, (SELECT sum(e.amount)::bigint FROM public.entries e
                                           WHERE e.transfer_id = v_done.id AND e.amount > 0), v_done.id;
    RETURN;
  END IF;
  IF v_order.status = 'mismatch' THEN
    RETURN QUERY SELECT 'mismatch', v_order.mismatch_reason::text, 0::bigint, NULL::uuid;
    RETURN;
  END IF;
  v_now := public.clock_now();
  SELECT * INTO v_quote FROM ledger.quote_order(v_order, p_gateway, p_merchant, p_payment, p_amount_minor, p_currency);
  IF v_quote.mismatch IS NOT NULL THEN
    UPDATE public.orders o SET status = 'mismatch', mismatch_reason = v_quote.mismatch,
           next_check_at = NULL, updated_at = v_now
     WHERE o.id = p_order;
    RETURN QUERY SELECT 'mismatch', v_quote.mismatch, 0::bigint, NULL::uuid;
    RETURN;
  END IF;

  INSERT INTO public.accounts (kind, gateway) VALUES ('clearing', p_gateway)
  ON CONFLICT (kind, gateway) WHERE user_id IS NULL DO NOTHING;
  PERFORM ledger.lock_wallets(ARRAY[v_order.user_id]);
  PERFORM ledger.post(v_now,
    ROW(v_transfer, 'top_up', 'top_up:' || p_order, v_hash, p_actor_kind, p_actor)::ledger.movement,
    ARRAY[ROW(v_transfer, NULL, 'clearing', p_gateway, -v_quote.credits)::ledger.leg,
          ROW(v_transfer, v_order.user_id, 'available', NULL, v_quote.credits)::ledger.leg],
    ARRAY[ROW(v_transfer, v_order.user_id, 'recharge', v_quote.credits,
      v_quote.credits, 0, 0, NULL, NULL, p_order, p_gateway)::ledger.line]);
  PERFORM ledger.recover_debt(v_now, v_order.user_id, v_transfer);
  UPDATE public.orders o
     SET status = 'credited', gateway_payment_id = p_payment, paid_at = v_now, credited_at = v_now,
         next_check_at = NULL, updated_at = v_now
   WHERE o.id = p_order;
  RETURN QUERY SELECT 'credited', NULL::text, v_quote.credits, v_transfer;
END $$;
