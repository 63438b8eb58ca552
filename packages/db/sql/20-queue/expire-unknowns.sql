-- What nobody told of in a day counts as billed: its credits stay spent. Returns how many.
CREATE OR REPLACE FUNCTION queue.expire_unknowns(p_limit integer)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_expired integer;
BEGIN
  UPDATE public.attempts a SET resolution = 'deadline', resolved_at = v_now, billed = true
  WHERE a.id IN (
    SELECT u.id FROM public.attempts u
    WHERE u.state = 'unknown' AND u.resolution IS NULL
      AND u.finished_at <= v_now - ledger.setting('unknown.deadlineHours', 24) * interval '1 hour'
    ORDER BY u.finished_at LIMIT least(p_limit, 500)
    FOR NO KEY UPDATE SKIP LOCKED);
  GET DIAGNOSTICS v_expired = ROW_COUNT;
  RETURN v_expired;
END $$;
