-- Settles one delivered task; the same rules, and the same code, as the set form.
CREATE OR REPLACE FUNCTION ledger.settle(p_item jsonb) RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.outcome FROM ledger.settle_set(jsonb_build_array(p_item)) s
$$;
