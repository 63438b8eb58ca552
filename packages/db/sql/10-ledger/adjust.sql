-- Corrects an account by hand, against `loss`, as an admin has recorded it and above the limit another
-- has agreed. What the account does not have is not taken: then the adjustment has failed.
CREATE OR REPLACE FUNCTION ledger.adjust(p_adjustment uuid) RETURNS TABLE (outcome text, failure text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz;
  v_adjustment public.adjustments;
  v_transfer uuid := uuidv7();
BEGIN
  v_adjustment := ledger.begin_adjustment(p_adjustment, 'adjust');
  IF v_adjustment.state <> 'approved' THEN
    RETURN QUERY SELECT * FROM ledger.ended_adjustment(v_adjustment);
    RETURN;
  END IF;
  -- One at a time: what an admin moves alone in a day is counted together.
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger.adjust', 0));
  PERFORM ledger.lock_wallets(ARRAY[v_adjustment.user_id]);
  v_now := public.clock_now();
  v_adjustment.failure := coalesce(
    CASE WHEN NOT EXISTS (
      SELECT FROM public.accounts a WHERE a.user_id = v_adjustment.user_id AND a.kind = v_adjustment.account
         AND a.balance + v_adjustment.amount >= 0) THEN 'INSUFFICIENT_CREDITS' END,
    ledger.check_admins(v_adjustment.requested_by, v_adjustment.approved_by, abs(v_adjustment.amount),
      ARRAY[v_adjustment.user_id], ledger.adjusted_alone(v_adjustment.requested_by, v_now)));
  IF v_adjustment.failure IS NULL THEN
    PERFORM ledger.post_owing(v_now,
      ROW(v_transfer, 'adjust', 'adjust:' || p_adjustment, ledger.adjustment_hash(v_adjustment),
        'admin', v_adjustment.requested_by)::ledger.movement,
      ARRAY[
        ROW(v_transfer, v_adjustment.user_id, v_adjustment.account, NULL, v_adjustment.amount)::ledger.leg,
        ROW(v_transfer, NULL, 'loss', NULL, -v_adjustment.amount)::ledger.leg],
      ARRAY[ROW(v_transfer, v_adjustment.user_id, 'adjustment', v_adjustment.amount, 0, 0, 0,
        NULL, NULL, NULL, v_adjustment.account::text)::ledger.line]);
    IF v_adjustment.amount > 0 THEN
      PERFORM ledger.recover_debt(v_now, v_adjustment.user_id, v_transfer);
    END IF;
  END IF;
  RETURN QUERY SELECT * FROM ledger.end_adjustment(v_now, v_adjustment);
END $$;
