-- Takes an amount from what a wallet can spend, in the order of spending.
CREATE OR REPLACE FUNCTION ledger.split_sources(p_wallet ledger.wallet, p_amount bigint) RETURNS ledger.wallet
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_take ledger.wallet;
  v_rest bigint := p_amount;
BEGIN
  v_take.bonus := least(p_wallet.bonus, v_rest);
  v_rest := v_rest - v_take.bonus;
  v_take.promo := least(p_wallet.promo, v_rest);
  v_rest := v_rest - v_take.promo;
  v_take.available := least(p_wallet.available, v_rest);
  v_take.earned := v_rest - v_take.available;
  RETURN v_take;
END $$;
