-- A user's balances as decimal strings, under the names that the API gives them.
CREATE OR REPLACE FUNCTION ledger.wallet_of(p_user uuid) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_object_agg(CASE a.kind WHEN 'promo_earned' THEN 'promoEarned' ELSE a.kind::text END, a.balance::text)
    FROM public.accounts a WHERE a.user_id = p_user
$$;
