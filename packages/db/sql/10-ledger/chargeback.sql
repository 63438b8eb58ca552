-- The buyer's bank took a payment back: its credits leave the wallet, what is missing becomes debt, and
-- the account is frozen. Earnings that the order paid and that have not matured are reversed, which pays
-- that debt down. `nothing` when the order has never been credited or nothing of it is left.
CREATE OR REPLACE FUNCTION ledger.chargeback(p_chargeback uuid)
RETURNS TABLE (outcome text, taken bigint, owed bigint, reversed bigint)
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
  IF v_chargeback.state <> 'opened' THEN
    RETURN QUERY SELECT 'already', v_chargeback.taken, v_chargeback.owed,
      (SELECT coalesce(sum(r.price), 0)::bigint FROM public.chargeback_reversals r WHERE r.chargeback_id = p_chargeback);
    RETURN;
  END IF;
  v_chargeback.credits := least(v_chargeback.credits, ledger.order_left(v_order));
  IF v_chargeback.credits <= 0 THEN
    RETURN QUERY SELECT 'nothing', 0::bigint, 0::bigint, 0::bigint;
    RETURN;
  END IF;
  v_tasks := ledger.lock_payees(v_order.user_id);
  v_now := public.clock_now();
  SELECT least(a.balance, v_chargeback.credits) INTO STRICT v_chargeback.taken
    FROM public.accounts a WHERE a.user_id = v_order.user_id AND a.kind = 'available';
  v_chargeback.owed := v_chargeback.credits - v_chargeback.taken;
  PERFORM ledger.post_owing(v_now,
    ROW(v_transfer, 'chargeback', 'chargeback:' || p_chargeback, ledger.content_hash(jsonb_build_array(
      'chargeback', p_chargeback, v_order.id, v_chargeback.credits)), 'worker', NULL)::ledger.movement,
    ARRAY[
      ROW(v_transfer, NULL, 'clearing', v_order.gateway, v_chargeback.credits)::ledger.leg,
      ROW(v_transfer, v_order.user_id, 'available', NULL, -v_chargeback.taken)::ledger.leg,
      ROW(v_transfer, v_order.user_id, 'debt', NULL, -v_chargeback.owed)::ledger.leg],
    ARRAY[ROW(v_transfer, v_order.user_id, 'chargeback', -v_chargeback.credits, 0, 0, 0,
      NULL, NULL, v_order.id, v_order.gateway)::ledger.line]);
  UPDATE public.chargebacks c SET credits = v_chargeback.credits, taken = v_chargeback.taken,
         owed = v_chargeback.owed, state = 'debited', debited_at = v_now
   WHERE c.id = p_chargeback;
  UPDATE public.orders o SET status = 'charged_back', updated_at = v_now WHERE o.id = v_order.id;
  UPDATE public.users u SET status = 'frozen', updated_at = v_now WHERE u.id = v_order.user_id AND u.status = 'active';
  reversed := ledger.reverse_paid(v_now, v_chargeback, v_order.user_id, v_tasks);
  PERFORM ledger.write_audit(v_now, 'chargeback.debit', 'user', v_order.user_id, jsonb_build_object(
    'chargeback', p_chargeback, 'order', v_order.id, 'taken', v_chargeback.taken::text,
    'owed', v_chargeback.owed::text, 'reversed', reversed::text));
  RETURN QUERY SELECT 'debited', v_chargeback.taken, v_chargeback.owed, reversed;
END $$;
