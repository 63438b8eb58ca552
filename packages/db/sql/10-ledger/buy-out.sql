-- Makes promotional earnings withdrawable, as an admin has recorded it, within what an operator allows
-- per provider and UTC day and for all of them together. Both are 0 unless somebody raised them.
CREATE OR REPLACE FUNCTION ledger.buy_out(p_adjustment uuid) RETURNS TABLE (outcome text, failure text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz;
  v_adjustment public.adjustments;
  v_transfer uuid := uuidv7();
BEGIN
  v_adjustment := ledger.begin_adjustment(p_adjustment, 'buy_out');
  IF v_adjustment.state <> 'approved' THEN
    RETURN QUERY SELECT * FROM ledger.ended_adjustment(v_adjustment);
    RETURN;
  END IF;
  -- One at a time: the budget is everybody's.
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger.buy_out', 0));
  PERFORM ledger.lock_wallets(ARRAY[v_adjustment.user_id]);
  v_now := public.clock_now();
  v_adjustment.failure := coalesce(
    CASE WHEN NOT EXISTS (
      SELECT FROM public.accounts a WHERE a.user_id = v_adjustment.user_id AND a.kind = 'promo_earned'
         AND a.balance + v_adjustment.amount >= 0) THEN 'INSUFFICIENT_CREDITS' END,
    ledger.buy_out_failure(v_now, v_adjustment),
    ledger.check_admins(v_adjustment.requested_by, v_adjustment.approved_by, -v_adjustment.amount,
      ARRAY[v_adjustment.user_id]));
  IF v_adjustment.failure IS NULL THEN
    PERFORM ledger.post_owing(v_now,
      ROW(v_transfer, 'buy_out', 'buy_out:' || p_adjustment, ledger.adjustment_hash(v_adjustment),
        'admin', v_adjustment.requested_by)::ledger.movement,
      ARRAY[
        ROW(v_transfer, v_adjustment.user_id, 'promo_earned', NULL, v_adjustment.amount)::ledger.leg,
        ROW(v_transfer, v_adjustment.user_id, 'earned', NULL, -v_adjustment.amount)::ledger.leg],
      ARRAY[ROW(v_transfer, v_adjustment.user_id, 'buy_out', -v_adjustment.amount, 0, 0, 0,
        NULL, NULL, NULL, 'earned')::ledger.line]);
    PERFORM ledger.recover_debt(v_now, v_adjustment.user_id, v_transfer);
  END IF;
  RETURN QUERY SELECT * FROM ledger.end_adjustment(v_now, v_adjustment);
END $$;
