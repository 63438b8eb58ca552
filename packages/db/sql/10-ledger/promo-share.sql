-- The part of a provider's share that was paid from bonus or promo, rounded up: no hundredth of it
-- becomes withdrawable.
CREATE OR REPLACE FUNCTION ledger.promo_share(p_share bigint, p_promo bigint, p_price bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN p_promo = 0 THEN 0 ELSE pg_catalog.ceil(p_share::numeric * p_promo / p_price)::bigint END;
