-- Writes down how an adjustment ended, and answers it.
CREATE OR REPLACE FUNCTION ledger.end_adjustment(p_now timestamptz, p_adjustment public.adjustments)
RETURNS TABLE (outcome text, failure text)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE public.adjustments a
     SET state = CASE WHEN p_adjustment.failure IS NULL THEN 'executed' ELSE 'failed' END::public.adjustment_state,
         failure = p_adjustment.failure, executed_at = CASE WHEN p_adjustment.failure IS NULL THEN p_now END
   WHERE a.id = p_adjustment.id;
  PERFORM ledger.write_audit(p_now, p_adjustment.kind::text || '.execute', 'user', p_adjustment.user_id, jsonb_build_object(
    'adjustment', p_adjustment.id, 'amount', p_adjustment.amount::text, 'failure', p_adjustment.failure));
  RETURN QUERY SELECT CASE WHEN p_adjustment.failure IS NULL THEN 'executed' ELSE 'failed' END, p_adjustment.failure::text;
END $$;
