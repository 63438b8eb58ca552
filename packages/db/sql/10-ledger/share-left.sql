-- What is left of a provider's share after reversals, and how much of it stays promotional.
CREATE OR REPLACE FUNCTION ledger.share_left(p_settlement public.settlements, OUT share bigint, OUT promo bigint)
LANGUAGE sql IMMUTABLE AS $$
  SELECT r.share, least(p_settlement.share_promo, r.share)
    FROM (SELECT p_settlement.provider_share - (p_settlement.reversed - p_settlement.fee_reversed) AS share) r
$$;
