-- The wallet lock: a user's `available` row stands for all their accounts, locked in id order.
-- Nobody changes any account, lot or statement of a user without it. Returns how many were there.
CREATE OR REPLACE FUNCTION ledger.lock_wallets(p_users uuid[]) RETURNS integer
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_locked integer;
BEGIN
  PERFORM FROM public.accounts a
    WHERE a.user_id = ANY (p_users) AND a.kind = 'available'
    ORDER BY a.id FOR NO KEY UPDATE;
  GET DIAGNOSTICS v_locked = ROW_COUNT;
  RETURN v_locked;
END $$;
