-- Keeps the vendor's name of a job before it is asked about, so that the answer survives this worker.
-- Returns whether the call is still this worker's to ask about. A call that was swept to unknown keeps
-- its job all the same: with it the unknown can be resolved. An attempt has one job.
CREATE OR REPLACE FUNCTION queue.record_job(p_attempt uuid, p_fence bigint, p_worker text, p_job text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_task public.tasks;
  v_state public.attempt_state;
BEGIN
  SELECT t.* INTO v_task FROM public.tasks t
    WHERE t.id = (SELECT a.task_id FROM public.attempts a WHERE a.id = p_attempt) FOR NO KEY UPDATE;
  UPDATE public.attempts a SET job_ref = p_job
    WHERE a.id = p_attempt AND a.fence = p_fence AND a.worker_id = p_worker AND p_job <> ''
      AND a.state IN ('dispatched', 'unknown') AND (a.job_ref IS NULL OR a.job_ref = p_job)
    RETURNING a.state INTO v_state;
  RETURN v_state = 'dispatched' AND v_task.status = 'processing' AND v_task.attempt_id = p_attempt
    AND v_task.fence = p_fence AND v_task.worker_id = p_worker;
END $$;
