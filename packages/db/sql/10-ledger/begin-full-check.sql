-- Whether the caller is to check the whole ledger now: once in 24 hours, by one process, and again after
-- an hour when that one has not come to an end.
CREATE OR REPLACE FUNCTION ledger.begin_full_check() RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_now timestamptz := public.clock_now();
BEGIN
  IF EXISTS (SELECT FROM public.invariant_runs r WHERE r.scope = 'full' AND r.started_at > v_now - interval '24 hours') THEN
    RETURN false;
  END IF;
  UPDATE public.tailers m SET updated_at = v_now WHERE m.name = 'verify_full' AND m.updated_at <= v_now - interval '1 hour';
  RETURN FOUND;
END $$;
