-- What a locked wallet can spend now; refuses an account that is not active, a daily cap that would be
-- passed, and a total that is not there. Bonus counts live lots, which an expiry leaves behind.
CREATE OR REPLACE FUNCTION ledger.check_wallet(p_user uuid, p_total bigint, p_now timestamptz) RETURNS ledger.wallet
LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_user record;
  v_wallet ledger.wallet;
  v_spendable bigint;
BEGIN
  SELECT u.status, u.daily_spend_cap,
         max(a.balance) FILTER (WHERE a.kind = 'bonus') AS bonus,
         max(a.balance) FILTER (WHERE a.kind = 'promo_earned') AS promo,
         max(a.balance) FILTER (WHERE a.kind = 'available') AS available,
         max(a.balance) FILTER (WHERE a.kind = 'earned') AS earned
    INTO v_user FROM public.users u JOIN public.accounts a ON a.user_id = u.id WHERE u.id = p_user GROUP BY u.id;
  IF v_user.status <> 'active' THEN
    RAISE EXCEPTION '%', CASE v_user.status WHEN 'frozen' THEN 'ACCOUNT_FROZEN' ELSE 'ACCOUNT_DISABLED' END
      USING ERRCODE = 'AF105';
  END IF;
  IF v_user.daily_spend_cap IS NOT NULL AND p_total > 0 THEN
    PERFORM ledger.check_daily_cap(p_user, p_total, v_user.daily_spend_cap, p_now);
  END IF;
  v_wallet := ROW(v_user.bonus, v_user.promo, v_user.available, v_user.earned);
  IF v_wallet.bonus > 0 THEN
    SELECT coalesce(sum(l.remaining), 0) INTO v_wallet.bonus FROM public.bonus_lots l
     WHERE l.user_id = p_user AND l.remaining > 0 AND l.expires_at > p_now;
  END IF;
  v_spendable := v_wallet.bonus + v_wallet.promo + v_wallet.available + v_wallet.earned;
  IF p_total > v_spendable THEN
    RAISE EXCEPTION 'INSUFFICIENT_CREDITS' USING ERRCODE = 'AF103',
      DETAIL = jsonb_build_object('required', p_total::text, 'spendable', v_spendable::text)::text;
  END IF;
  RETURN v_wallet;
END $$;
