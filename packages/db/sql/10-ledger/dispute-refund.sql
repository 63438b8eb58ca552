-- Gives p_dispute.amount of a settlement's price back, under the locks of its task, settlement and both
-- wallets: from the provider's pending share and the commission to where the consumer had it from. A
-- task with nothing left of its price is refunded. Returns what the platform's accounts changed by.
CREATE OR REPLACE FUNCTION ledger.dispute_refund(p_now timestamptz, p_dispute public.disputes) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_transfer uuid := uuidv7();
  v_task record;
  v_from ledger.wallet;
  v_before ledger.wallet;
  v_after ledger.wallet;
  v_fee bigint := 0;
BEGIN
  SELECT t.run_id, t.model_id, s.*, ledger.charged_back(s.task_id) AS charged INTO STRICT v_task
    FROM public.settlements s JOIN public.tasks t ON t.id = s.task_id WHERE s.task_id = p_dispute.task_id;
  IF p_dispute.amount > 0 THEN
    v_from := ROW(v_task.from_bonus, v_task.from_promo, v_task.from_available - v_task.charged, v_task.from_earned);
    v_before := ledger.refunded_by_source(v_from, v_task.reversed - v_task.charged);
    v_after := ledger.refunded_by_source(v_from, v_task.reversed - v_task.charged + p_dispute.amount);
    v_fee := ledger.reverse_settlement(v_task.task_id, p_dispute.amount);
    PERFORM ledger.post_owing(p_now,
      ROW(v_transfer, 'dispute_refund', 'dispute_refund:' || p_dispute.id,
        ledger.content_hash(jsonb_build_array('dispute_refund', p_dispute.id, v_task.task_id, p_dispute.amount)),
        'admin', p_dispute.handled_by)::ledger.movement,
      ARRAY[
        ROW(v_transfer, v_task.provider_id, 'pending', NULL, v_fee - p_dispute.amount)::ledger.leg,
        ROW(v_transfer, NULL, 'commission', NULL, -v_fee)::ledger.leg,
        ROW(v_transfer, v_task.consumer_id, 'earned', NULL, v_after.earned - v_before.earned)::ledger.leg,
        ROW(v_transfer, v_task.consumer_id, 'available', NULL, v_after.available - v_before.available)::ledger.leg,
        ROW(v_transfer, v_task.consumer_id, 'promo_earned', NULL, v_after.promo - v_before.promo)::ledger.leg,
        ROW(v_transfer, v_task.consumer_id, 'bonus', NULL, v_after.bonus - v_before.bonus)::ledger.leg],
      ARRAY[
        ROW(v_transfer, v_task.consumer_id, 'refund', p_dispute.amount, 0, 0, 0,
          v_task.task_id, v_task.run_id, NULL, v_task.model_id)::ledger.line,
        ROW(v_transfer, v_task.provider_id, 'reversal', v_fee - p_dispute.amount, 0, 0, 0,
          v_task.task_id, NULL, NULL, v_task.model_id)::ledger.line]);
    PERFORM ledger.add_lot(p_now, v_task.consumer_id, v_transfer, v_after.bonus - v_before.bonus);
    PERFORM ledger.recover_debt(p_now, v_task.consumer_id, v_transfer);
  END IF;
  UPDATE public.tasks t
     SET status = 'refunded', updated_at = p_now, row_version = nextval('public.task_row_version')
    FROM public.settlements s
   WHERE t.id = p_dispute.task_id AND s.task_id = t.id AND s.reversed = s.price;
  RETURN jsonb_build_object('commission', (-v_fee)::text);
END $$;
