-- Hands calls whose worker is gone to another, which asks the vendor about the job that was named:
-- nothing is dispatched and nothing is paid again. The fence rises on task and attempt, so that
-- whatever the old worker still writes does not fit. With p_vault_keys, only what is sealed to one of
-- them: who cannot open the key cannot ask. Returns the calls with their jobs.
CREATE OR REPLACE FUNCTION queue.resume(p_worker text, p_limit integer, p_vault_keys text[])
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_tasks uuid[];
  v_attempts uuid[];
BEGIN
  SELECT array_agg(d.id) INTO v_tasks FROM (
    SELECT t.id FROM public.tasks t
    JOIN public.attempts a ON a.id = t.attempt_id
    JOIN public.credentials k ON k.id = a.credential_id AND k.sealed IS NOT NULL AND k.verification_tag IS NOT NULL
      AND (p_vault_keys IS NULL OR k.vault_key_id = ANY (p_vault_keys))
    WHERE t.status = 'processing' AND t.lease_until <= v_now AND queue.resumable(a, t.deadline_at, v_now)
    ORDER BY t.lease_until LIMIT least(p_limit, 100)
    FOR NO KEY UPDATE OF t SKIP LOCKED) d;
  IF v_tasks IS NULL THEN
    RETURN '[]';
  END IF;
  UPDATE public.tasks t
  SET fence = t.fence + 1, worker_id = p_worker, lease_until = v_now + interval '30 seconds',
      row_version = nextval('public.task_row_version'), updated_at = v_now
  WHERE t.id = ANY (v_tasks);
  WITH taken AS (
    UPDATE public.attempts a SET fence = t.fence, worker_id = p_worker, resumes = a.resumes + 1
    FROM public.tasks t WHERE t.id = ANY (v_tasks) AND a.id = t.attempt_id
    RETURNING a.id
  )
  SELECT array_agg(taken.id) INTO v_attempts FROM taken;
  RETURN queue.calls_with_jobs(v_attempts);
END $$;
