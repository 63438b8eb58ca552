-- Unknown outcomes whose vendor can be asked about the job, and is due to be: the pauses are half of
-- what has passed since, between 15 seconds and 30 minutes. Moving reconcile_at is the claim.
-- With p_vault_keys, only what is sealed to one of them: who cannot open the key cannot ask.
CREATE OR REPLACE FUNCTION queue.claim_unknowns(p_limit integer, p_vault_keys text[])
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_attempts uuid[];
BEGIN
  WITH due AS (
    SELECT a.id FROM public.attempts a
    JOIN public.credentials k ON k.id = a.credential_id AND k.sealed IS NOT NULL AND k.verification_tag IS NOT NULL
      AND (p_vault_keys IS NULL OR k.vault_key_id = ANY (p_vault_keys))
    WHERE a.state = 'unknown' AND a.resolution IS NULL AND a.job_ref IS NOT NULL
      AND (a.reconcile_at IS NULL OR a.reconcile_at <= v_now)
    ORDER BY a.reconcile_at NULLS FIRST LIMIT least(p_limit, 50)
    FOR NO KEY UPDATE OF a SKIP LOCKED
  ), asked AS (
    UPDATE public.attempts a
    SET reconcile_at = v_now + greatest(interval '15 seconds', least(interval '30 minutes', (v_now - a.finished_at) / 2))
    FROM due WHERE a.id = due.id
    RETURNING a.id
  )
  SELECT array_agg(asked.id) INTO v_attempts FROM asked;
  RETURN CASE WHEN v_attempts IS NULL THEN '[]' ELSE queue.calls_with_jobs(v_attempts) END;
END $$;
