-- What of a settlement's price from bought credits neither a refund nor a standing chargeback took back.
CREATE OR REPLACE FUNCTION ledger.available_left(p_settlement public.settlements) RETURNS bigint
LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_charged bigint := ledger.charged_back(p_settlement.task_id);
  v_from ledger.wallet := ROW(p_settlement.from_bonus, p_settlement.from_promo,
    p_settlement.from_available - v_charged, p_settlement.from_earned);
BEGIN
  RETURN v_from.available - (ledger.refunded_by_source(v_from, p_settlement.reversed - v_charged)).available;
END $$;
