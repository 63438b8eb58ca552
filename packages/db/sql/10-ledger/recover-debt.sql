-- Pays what a user owes out of what they can withdraw, bought credits first. Private, under the wallet
-- lock; the transfer is named after the one that brought the credits. Returns what was recovered.
CREATE OR REPLACE FUNCTION ledger.recover_debt(p_now timestamptz, p_user uuid, p_cause uuid) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_wallet record;
  v_amount bigint;
  v_transfer uuid := uuidv7();
BEGIN
  SELECT max(a.balance) FILTER (WHERE a.kind = 'available') AS available,
         max(a.balance) FILTER (WHERE a.kind = 'earned') AS earned,
         -max(a.balance) FILTER (WHERE a.kind = 'debt') AS owed
    INTO v_wallet FROM public.accounts a WHERE a.user_id = p_user;
  v_amount := least(v_wallet.owed, v_wallet.available + v_wallet.earned);
  IF v_amount IS NULL OR v_amount = 0 THEN
    RETURN 0;
  END IF;
  PERFORM ledger.post_owing(p_now,
    ROW(v_transfer, 'recover_debt', 'recover_debt:' || p_cause,
      ledger.content_hash(jsonb_build_array('recover_debt', p_cause, p_user, v_amount)), 'system', NULL)::ledger.movement,
    ARRAY[
      ROW(v_transfer, p_user, 'debt', NULL, v_amount)::ledger.leg,
      ROW(v_transfer, p_user, 'available', NULL, -least(v_amount, v_wallet.available))::ledger.leg,
      ROW(v_transfer, p_user, 'earned', NULL, least(v_amount, v_wallet.available) - v_amount)::ledger.leg],
    ARRAY[ROW(v_transfer, p_user, 'debt_recovery', -v_amount, 0, 0, 0, NULL, NULL, NULL, 'debt')::ledger.line]);
  RETURN v_amount;
END $$;
