-- Opens a user's seven accounts at zero; a second call changes nothing.
CREATE OR REPLACE FUNCTION ledger.open_accounts(p_user uuid) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.users u WHERE u.id = p_user) THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  INSERT INTO public.accounts (user_id, kind, balance)
  SELECT p_user, k.kind, 0
    FROM unnest(ARRAY['available', 'bonus', 'held', 'pending', 'earned', 'promo_earned', 'debt']::public.account_kind[])
      WITH ORDINALITY AS k (kind, position)
   ORDER BY k.position
  ON CONFLICT (user_id, kind) DO NOTHING;
END $$;
