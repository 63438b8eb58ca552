-- Does what admins decided about a dispute, in one transaction: refund in full or in part, compensate
-- from `loss`, or reject. A decision that cannot be carried out opens the dispute again with the reason.
CREATE OR REPLACE FUNCTION ledger.execute_dispute(p_dispute uuid) RETURNS TABLE (outcome text, failure text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz;
  v_dispute public.disputes;
  v_settlement public.settlements;
  v_parties uuid[];
  v_before jsonb[];
  v_platform jsonb := jsonb_build_object('commission', '0', 'loss', '0', 'bonusExpense', '0');
BEGIN
  PERFORM ledger.check_running();
  SELECT d.* INTO v_dispute FROM public.disputes d WHERE d.id = p_dispute;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  PERFORM FROM public.tasks t WHERE t.id = v_dispute.task_id FOR NO KEY UPDATE;
  SELECT s.* INTO STRICT v_settlement FROM public.settlements s WHERE s.task_id = v_dispute.task_id FOR NO KEY UPDATE;
  v_parties := ARRAY[v_settlement.consumer_id, v_settlement.provider_id];
  PERFORM ledger.lock_wallets(v_parties);
  SELECT d.* INTO v_dispute FROM public.disputes d WHERE d.id = p_dispute FOR NO KEY UPDATE;
  IF v_dispute.status = 'executed' THEN
    RETURN QUERY SELECT 'already', NULL::text;
    RETURN;
  ELSIF v_dispute.status <> 'decided' THEN
    RAISE EXCEPTION 'STATE_CHANGED' USING ERRCODE = 'AF115',
      DETAIL = jsonb_build_object('status', v_dispute.status)::text;
  END IF;
  v_now := public.clock_now();
  v_dispute.amount := CASE v_dispute.decision WHEN 'reject' THEN 0
    WHEN 'refund_full' THEN v_settlement.price - v_settlement.reversed ELSE v_dispute.amount END;
  v_dispute.failure := ledger.dispute_failure(v_dispute, v_settlement);
  IF v_dispute.failure IS NOT NULL THEN
    UPDATE public.disputes d
       SET status = 'open', decision = NULL, amount = NULL, handled_by = NULL, approved_by = NULL, decided_at = NULL,
           failure = v_dispute.failure
     WHERE d.id = p_dispute;
    RETURN QUERY SELECT 'failed', v_dispute.failure::text;
    RETURN;
  END IF;

  v_before := ARRAY[ledger.wallet_of(v_parties[1]), ledger.wallet_of(v_parties[2])];
  IF v_dispute.decision IN ('refund_full', 'refund_partial') THEN
    v_platform := v_platform || ledger.dispute_refund(v_now, v_dispute);
  ELSIF v_dispute.decision = 'compensate' THEN
    v_platform := v_platform || ledger.compensate(v_now, v_dispute);
  END IF;
  UPDATE public.settlements s SET state = 'open', matures_at = greatest(s.matures_at, v_now)
   WHERE s.task_id = v_dispute.task_id AND s.state = 'disputed';
  UPDATE public.disputes d
     SET status = 'executed', amount = v_dispute.amount, executed_at = v_now, failure = NULL,
         effects = jsonb_build_object(
           'consumer', ledger.change_of(v_before[1], v_parties[1]),
           'provider', ledger.change_of(v_before[2], v_parties[2]), 'platform', v_platform)
   WHERE d.id = p_dispute;
  PERFORM ledger.write_audit(v_now, 'dispute.execute', 'dispute', p_dispute,
    jsonb_build_object('decision', v_dispute.decision, 'amount', v_dispute.amount::text));
  RETURN QUERY SELECT 'executed', NULL::text;
END $$;
