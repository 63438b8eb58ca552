CREATE OR REPLACE FUNCTION ledger.adjustment_hash(p_adjustment public.adjustments) RETURNS bytea
LANGUAGE sql STABLE AS $$
  SELECT ledger.content_hash(jsonb_build_array(
    p_adjustment.kind, p_adjustment.id, p_adjustment.user_id, p_adjustment.account, p_adjustment.amount))
$$;
