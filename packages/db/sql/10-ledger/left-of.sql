-- What a user has left: spendable and held together, because a hold may come back and a wallet that
-- breathes with its holds would be told each time.
CREATE OR REPLACE FUNCTION ledger.left_of(p_user uuid) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(a.balance), 0)::bigint FROM public.accounts a
   WHERE a.user_id = p_user AND a.kind IN ('available', 'bonus', 'promo_earned', 'earned', 'held')
$$;
