-- What a repeated call of an adjustment's door answers.
CREATE OR REPLACE FUNCTION ledger.ended_adjustment(p_adjustment public.adjustments) RETURNS TABLE (outcome text, failure text)
LANGUAGE sql STABLE AS $$
  SELECT CASE p_adjustment.state WHEN 'executed' THEN 'already' ELSE 'failed' END, p_adjustment.failure::text
$$;
