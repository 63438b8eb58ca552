-- Looks at the wallets that moved since the last call: marks those that fell below their owner's mark and
-- returns them, once per dip, and clears those that rose above it again. Reads at most about p_limit
-- further transfers; `transfers` is how many, on every row, or on one row without a user.
CREATE OR REPLACE FUNCTION ledger.notice_low_balances(p_limit integer)
RETURNS TABLE (transfers bigint, user_id uuid, email text, locale text, remaining bigint, mark bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_next record;
BEGIN
  SELECT * INTO v_next FROM ledger.advance('low_balance', p_limit);
  RETURN QUERY
    WITH moved AS (
      SELECT DISTINCT l.user_id FROM public.transfers t JOIN public.statement_lines l ON l.transfer_id = t.id
       WHERE v_next.transfers > 0 AND t.xid >= v_next.from_xid AND t.xid < v_next.to_xid),
    wallets AS (
      SELECT u.id, u.low_balance_at, u.low_balance_notified_at, ledger.left_of(u.id) AS remaining
        FROM moved m JOIN public.users u ON u.id = m.user_id
       WHERE u.low_balance_at IS NOT NULL AND u.status <> 'disabled' AND u.email_verified_at IS NOT NULL),
    cleared AS (
      UPDATE public.users u SET low_balance_notified_at = NULL
        FROM wallets w
       WHERE u.id = w.id AND w.low_balance_notified_at IS NOT NULL AND w.remaining >= w.low_balance_at),
    noticed AS (
      UPDATE public.users u SET low_balance_notified_at = public.clock_now()
        FROM wallets w
       WHERE u.id = w.id AND w.low_balance_notified_at IS NULL AND w.remaining < w.low_balance_at
      RETURNING u.id, u.email::text, u.locale::text, w.remaining, w.low_balance_at)
    SELECT v_next.transfers, n.id, n.email, n.locale, n.remaining, n.low_balance_at
      FROM (SELECT) AS once LEFT JOIN noticed n ON true;
END $$;
