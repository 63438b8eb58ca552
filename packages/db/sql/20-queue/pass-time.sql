-- Virtual time: the highest key claimed per model. Last in a claim and in order, so that batches do not
-- deadlock. The two arrays belong together.
CREATE OR REPLACE FUNCTION queue.pass_time(p_models text[], p_keys bigint[])
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.model_clocks AS k (model_id, virtual_time)
  SELECT p.model, max(p.key) FROM unnest(p_models, p_keys) AS p(model, key)
  GROUP BY p.model ORDER BY p.model
  ON CONFLICT (model_id) DO UPDATE SET virtual_time = excluded.virtual_time
    WHERE k.virtual_time < excluded.virtual_time
$$;
