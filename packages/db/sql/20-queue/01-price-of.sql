-- What a task costs on a resource, in hundredths of a credit: upstream credits (1/10,000) times the
-- resource's price (1/10,000), rounded up, at least 0.25. The twin of priceOf in the tasks slice.
-- A parsed body and no settings, so that it is inlined: claim asks for every pair.
CREATE OR REPLACE FUNCTION queue.price_of(p_cost_e4 bigint, p_price_e4 bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN greatest(25, (p_cost_e4 * p_price_e4 + 999999) / 1000000);
