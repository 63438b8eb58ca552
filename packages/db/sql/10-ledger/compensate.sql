-- Gives the consumer of a dispute a bonus out of `loss`; the provider keeps their share.
CREATE OR REPLACE FUNCTION ledger.compensate(p_now timestamptz, p_dispute public.disputes) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_transfer uuid := uuidv7();
  v_task public.tasks;
BEGIN
  SELECT t.* INTO STRICT v_task FROM public.tasks t WHERE t.id = p_dispute.task_id;
  PERFORM ledger.post_owing(p_now,
    ROW(v_transfer, 'compensate', 'compensate:' || p_dispute.id,
      ledger.content_hash(jsonb_build_array('compensate', p_dispute.id, v_task.id, p_dispute.amount)),
      'admin', p_dispute.handled_by)::ledger.movement,
    ARRAY[
      ROW(v_transfer, NULL, 'loss', NULL, -p_dispute.amount)::ledger.leg,
      ROW(v_transfer, p_dispute.user_id, 'bonus', NULL, p_dispute.amount)::ledger.leg],
    ARRAY[ROW(v_transfer, p_dispute.user_id, 'compensation', p_dispute.amount, 0, 0, 0,
      v_task.id, v_task.run_id, NULL, v_task.model_id)::ledger.line]);
  PERFORM ledger.add_lot(p_now, p_dispute.user_id, v_transfer, p_dispute.amount);
  RETURN jsonb_build_object('loss', (-p_dispute.amount)::text);
END $$;
