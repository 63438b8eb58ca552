-- Locks an adjustment of this kind for its door; refuses one that is not approved yet, and one that was
-- executed with another content.
CREATE OR REPLACE FUNCTION ledger.begin_adjustment(p_adjustment uuid, p_kind public.adjustment_kind)
RETURNS public.adjustments
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_adjustment public.adjustments;
BEGIN
  PERFORM ledger.check_running();
  SELECT a.* INTO v_adjustment FROM public.adjustments a
   WHERE a.id = p_adjustment AND a.kind = p_kind FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  IF v_adjustment.state NOT IN ('approved', 'executed', 'failed') THEN
    RAISE EXCEPTION 'STATE_CHANGED' USING ERRCODE = 'AF115',
      DETAIL = jsonb_build_object('status', v_adjustment.state)::text;
  END IF;
  IF EXISTS (SELECT FROM public.transfers t WHERE t.business_key = p_kind || ':' || p_adjustment
                AND t.content_hash <> ledger.adjustment_hash(v_adjustment)) THEN
    RAISE EXCEPTION 'IDEMPOTENCY_CONFLICT' USING ERRCODE = 'AF102';
  END IF;
  RETURN v_adjustment;
END $$;
