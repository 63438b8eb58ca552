-- The next p_count fair keys of a user on a model, with what one call costs now: behind the user's own
-- last task, never behind the model's clock. The model must be on offer, priced, and not closed to the
-- user after filtered outputs.
CREATE OR REPLACE FUNCTION ledger.take_fair_keys(
  p_user uuid, p_model text, p_count integer, p_now timestamptz, OUT cost_e4 bigint, OUT first_key bigint
) LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
  v_model record;
BEGIN
  SELECT m.active,
         (SELECT c.cost_e4 FROM public.model_prices c WHERE c.model_id = m.id ORDER BY c.version DESC LIMIT 1) AS cost,
         (SELECT c.virtual_time FROM public.model_clocks c WHERE c.model_id = m.id) AS clock,
         (SELECT max(s.closed_until) FROM public.filter_strikes s
           WHERE s.user_id = p_user AND s.model_id = m.id AND s.closed_until > p_now) AS closed_until
    INTO v_model FROM public.models m WHERE m.id = p_model;
  IF v_model.active IS NOT TRUE OR v_model.cost IS NULL THEN
    RAISE EXCEPTION 'MODEL_UNAVAILABLE' USING ERRCODE = 'AF106',
      DETAIL = jsonb_build_object('modelId', p_model)::text;
  END IF;
  IF v_model.closed_until IS NOT NULL THEN
    RAISE EXCEPTION 'MODEL_CLOSED_TO_YOU' USING ERRCODE = 'AF107',
      DETAIL = jsonb_build_object('modelId', p_model, 'until', v_model.closed_until)::text;
  END IF;
  INSERT INTO public.fair_keys AS f (user_id, model_id, last_key)
  VALUES (p_user, p_model, coalesce(v_model.clock, 0) + p_count - 1)
  ON CONFLICT (user_id, model_id) DO UPDATE SET last_key = greatest(excluded.last_key, f.last_key + p_count)
  RETURNING f.last_key - p_count + 1 INTO first_key;
  cost_e4 := v_model.cost;
END $$;
