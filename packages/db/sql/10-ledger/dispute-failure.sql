-- Why a decision cannot be carried out, or null: who decided it, or how much it moves.
CREATE OR REPLACE FUNCTION ledger.dispute_failure(p_dispute public.disputes, p_settlement public.settlements) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE
    WHEN p_dispute.decision IN ('refund_partial', 'compensate') AND coalesce(p_dispute.amount, 0) <= 0
      THEN 'AMOUNT_INVALID'
    WHEN p_dispute.decision = 'refund_partial' AND p_dispute.amount > p_settlement.price - p_settlement.reversed
      THEN 'REFUND_TOO_LARGE'
    ELSE ledger.check_admins(p_dispute.handled_by, p_dispute.approved_by, p_dispute.amount,
      ARRAY[p_settlement.consumer_id, p_settlement.provider_id])
  END;
END $$;
