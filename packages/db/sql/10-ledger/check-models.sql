-- Every model must be on offer, priced, and not closed to this user after filtered outputs.
CREATE OR REPLACE FUNCTION ledger.check_models(p_user uuid, p_models text[], p_now timestamptz) RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_missing text;
  v_closed record;
BEGIN
  SELECT m.model_id INTO v_missing FROM unnest(p_models) AS m (model_id)
   WHERE NOT EXISTS (SELECT FROM public.models o WHERE o.id = m.model_id AND o.active)
      OR NOT EXISTS (SELECT FROM public.model_prices c WHERE c.model_id = m.model_id)
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'MODEL_UNAVAILABLE' USING ERRCODE = 'AF106',
      DETAIL = jsonb_build_object('modelId', v_missing)::text;
  END IF;
  SELECT s.model_id, max(s.closed_until) AS until INTO v_closed FROM public.filter_strikes s
   WHERE s.user_id = p_user AND s.model_id = ANY (p_models) AND s.closed_until > p_now
   GROUP BY s.model_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'MODEL_CLOSED_TO_YOU' USING ERRCODE = 'AF107',
      DETAIL = jsonb_build_object('modelId', v_closed.model_id, 'until', v_closed.until)::text;
  END IF;
END $$;
