-- Sets what a user may spend per UTC day and below what they are told that little is left; null turns a
-- limit off. Somebody who is below the new mark already knows it, so no notice follows at once.
CREATE OR REPLACE FUNCTION ledger.set_limits(p_user uuid, p_daily_cap bigint, p_low_balance bigint) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.users u
     SET daily_spend_cap = p_daily_cap, low_balance_at = p_low_balance,
         low_balance_notified_at = CASE
           WHEN u.low_balance_at IS NOT DISTINCT FROM p_low_balance THEN u.low_balance_notified_at
           WHEN ledger.left_of(p_user) < p_low_balance THEN public.clock_now() END
   WHERE u.id = p_user;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
END $$;
