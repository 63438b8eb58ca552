-- Whether another worker may go on asking about a call: the vendor has named its job, its deadline is
-- ahead, it has not been passed on too often, and its task may still be delivered.
CREATE OR REPLACE FUNCTION queue.resumable(p_attempt public.attempts, p_task_deadline timestamptz, p_now timestamptz)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p_attempt.state = 'dispatched' AND p_attempt.job_ref IS NOT NULL AND p_attempt.resumes < 20
    AND p_attempt.call_deadline_at > p_now AND p_task_deadline > p_now - interval '2 minutes'
$$;
