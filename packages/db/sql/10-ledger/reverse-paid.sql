-- Reverses what a charged-back order has paid of these locked, unmatured settlements, as far as nothing
-- else has: the provider's pending share and the fee come back, against the debt first. Returns their sum.
CREATE OR REPLACE FUNCTION ledger.reverse_paid(
  p_now timestamptz, p_chargeback public.chargebacks, p_user uuid, p_tasks uuid[]
) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_paid record;
  v_sum bigint := 0;
  v_fee bigint;
  v_debt bigint;
  v_transfer uuid;
BEGIN
  FOR v_paid IN
    SELECT s.task_id, s.provider_id, t.run_id, t.model_id, least(p.amount, ledger.available_left(s)) AS amount
      FROM ledger.paid_by_order(p_user, p_chargeback.order_id) p
      JOIN public.settlements s ON s.task_id = p.task_id AND s.task_id = ANY (p_tasks)
      JOIN public.tasks t ON t.id = s.task_id
     ORDER BY s.task_id
  LOOP
    -- A chargeback of a part of the payment reverses no more than that part.
    v_paid.amount := least(v_paid.amount, p_chargeback.credits - v_sum);
    CONTINUE WHEN v_paid.amount <= 0;
    v_sum := v_sum + v_paid.amount;
    v_transfer := uuidv7();
    v_fee := ledger.reverse_settlement(v_paid.task_id, v_paid.amount);
    SELECT least(v_paid.amount, -a.balance) INTO STRICT v_debt
      FROM public.accounts a WHERE a.user_id = p_user AND a.kind = 'debt';
    INSERT INTO public.chargeback_reversals (chargeback_id, task_id, price, fee)
    VALUES (p_chargeback.id, v_paid.task_id, v_paid.amount, v_fee);
    PERFORM ledger.post_owing(p_now,
      ROW(v_transfer, 'chargeback', 'chargeback:' || p_chargeback.id || ':' || v_paid.task_id,
        ledger.content_hash(jsonb_build_array('chargeback', p_chargeback.id, v_paid.task_id, v_paid.amount)),
        'worker', NULL)::ledger.movement,
      ARRAY[
        ROW(v_transfer, v_paid.provider_id, 'pending', NULL, v_fee - v_paid.amount)::ledger.leg,
        ROW(v_transfer, NULL, 'commission', NULL, -v_fee)::ledger.leg,
        ROW(v_transfer, p_user, 'debt', NULL, v_debt)::ledger.leg,
        ROW(v_transfer, p_user, 'available', NULL, v_paid.amount - v_debt)::ledger.leg],
      ARRAY[
        ROW(v_transfer, p_user, 'chargeback', v_paid.amount, 0, 0, 0,
          v_paid.task_id, v_paid.run_id, p_chargeback.order_id, v_paid.model_id)::ledger.line,
        ROW(v_transfer, v_paid.provider_id, 'reversal', v_fee - v_paid.amount, 0, 0, 0,
          v_paid.task_id, NULL, NULL, v_paid.model_id)::ledger.line]);
  END LOOP;
  RETURN v_sum;
END $$;
