-- The upstream's own word on an account's balance, read by a call that began at p_read_at (clock_now()
-- before asking). What was reserved by calls that it cannot have counted yet stays reserved; an older
-- reading than the one in force is ignored. Returns whether it was taken.
CREATE OR REPLACE FUNCTION queue.record_balance(p_account uuid, p_balance_e4 bigint, p_read_at timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM public.upstream_accounts u WHERE u.id = p_account FOR NO KEY UPDATE;
  UPDATE public.upstream_accounts u
  SET balance_e4 = p_balance_e4, balance_at = p_read_at,
      spent_since_e4 = (
        SELECT coalesce(sum(a.cost_e4), 0)
        FROM public.resources r
        JOIN public.attempts a ON a.resource_id = r.id AND a.claimed_at > p_read_at - interval '30 minutes'
        WHERE r.upstream_account_id = p_account AND a.upstream_account_id = p_account
          AND a.credits_held AND (a.finished_at IS NULL OR a.finished_at >= p_read_at))
  WHERE u.id = p_account AND (u.balance_at IS NULL OR u.balance_at <= p_read_at);
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM queue.note_quiet(p_account, p_balance_e4, p_read_at);
  RETURN true;
END $$;
