-- A run's settings as one model's call needs them: its own options only, and no names of pictures.
CREATE OR REPLACE FUNCTION queue.params_of_model(p_params jsonb, p_model text)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT (p_params - '{image,mask,options}'::text[])
    || CASE WHEN p_params -> 'options' ? p_model
       THEN jsonb_build_object('options', p_params -> 'options' -> p_model) ELSE '{}' END
$$;
