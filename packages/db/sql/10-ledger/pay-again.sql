-- Pays the settlements that a chargeback had reversed again, out of the credits that came back. What has
-- matured meanwhile is paid as it would have matured, the rest becomes pending. A refunded task stays
-- refunded: its consumer keeps the credits. Returns the sum.
CREATE OR REPLACE FUNCTION ledger.pay_again(p_now timestamptz, p_chargeback public.chargebacks, p_user uuid) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_paid record;
  v_sum bigint := 0;
  v_fee bigint;
  v_promo bigint;
  v_transfer uuid;
BEGIN
  FOR v_paid IN
    SELECT r.price AS amount, s.*, t.run_id, t.model_id, (ledger.share_left(s)).promo AS promo_before
      FROM public.chargeback_reversals r
      JOIN public.settlements s ON s.task_id = r.task_id
      JOIN public.tasks t ON t.id = r.task_id AND t.status <> 'refunded'
     WHERE r.chargeback_id = p_chargeback.id ORDER BY r.task_id
  LOOP
    v_sum := v_sum + v_paid.amount;
    v_transfer := uuidv7();
    v_fee := -ledger.reverse_settlement(v_paid.task_id, -v_paid.amount);
    SELECT (ledger.share_left(s)).promo - v_paid.promo_before INTO v_promo
      FROM public.settlements s WHERE s.task_id = v_paid.task_id;
    UPDATE public.settlements s
       SET matures_at = greatest(s.matures_at, p_now),
           state = CASE WHEN EXISTS (SELECT FROM public.disputes d WHERE d.task_id = s.task_id
             AND d.status IN ('open', 'awaiting_approval', 'decided')) THEN 'disputed' ELSE 'open' END::public.settlement_state
     WHERE s.task_id = v_paid.task_id AND s.state = 'reversed';
    PERFORM ledger.post_owing(p_now,
      ROW(v_transfer, 'chargeback_return', 'chargeback_return:' || p_chargeback.id || ':' || v_paid.task_id,
        ledger.content_hash(jsonb_build_array('chargeback_return', p_chargeback.id, v_paid.task_id, v_paid.amount)),
        'worker', NULL)::ledger.movement,
      ARRAY[
        ROW(v_transfer, p_user, 'available', NULL, -v_paid.amount)::ledger.leg,
        ROW(v_transfer, NULL, 'commission', NULL, v_fee)::ledger.leg]
      || CASE WHEN v_paid.state = 'matured' THEN ARRAY[
        ROW(v_transfer, v_paid.provider_id, 'promo_earned', NULL, v_promo)::ledger.leg,
        ROW(v_transfer, v_paid.provider_id, 'earned', NULL, v_paid.amount - v_fee - v_promo)::ledger.leg]
      ELSE ARRAY[ROW(v_transfer, v_paid.provider_id, 'pending', NULL, v_paid.amount - v_fee)::ledger.leg] END,
      ARRAY[
        ROW(v_transfer, p_user, 'chargeback', -v_paid.amount, 0, 0, 0,
          v_paid.task_id, v_paid.run_id, p_chargeback.order_id, v_paid.model_id)::ledger.line,
        ROW(v_transfer, v_paid.provider_id, 'reversal', v_paid.amount - v_fee, 0, 0, 0,
          v_paid.task_id, NULL, NULL, v_paid.model_id)::ledger.line]);
    IF v_paid.state = 'matured' THEN
      PERFORM ledger.recover_debt(p_now, v_paid.provider_id, v_transfer);
    END IF;
  END LOOP;
  RETURN v_sum;
END $$;
