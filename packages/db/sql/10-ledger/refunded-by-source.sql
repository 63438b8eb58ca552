-- What p_refunded of a price brings back to each source, in the reverse order of spending. A function of
-- the sum alone, so that refunds in steps bring back what one would.
CREATE OR REPLACE FUNCTION ledger.refunded_by_source(p_from ledger.wallet, p_refunded bigint) RETURNS ledger.wallet
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_back ledger.wallet;
  v_rest bigint := p_refunded;
BEGIN
  v_back.earned := least(p_from.earned, v_rest);
  v_rest := v_rest - v_back.earned;
  v_back.available := least(p_from.available, v_rest);
  v_rest := v_rest - v_back.available;
  v_back.promo := least(p_from.promo, v_rest);
  v_back.bonus := v_rest - v_back.promo;
  RETURN v_back;
END $$;
