-- A user's balances before and now; null when nothing changed.
CREATE OR REPLACE FUNCTION ledger.change_of(p_before jsonb, p_user uuid) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN w.now <> p_before THEN jsonb_build_object('before', p_before, 'after', w.now) END
    FROM (SELECT ledger.wallet_of(p_user) AS now) w
$$;
