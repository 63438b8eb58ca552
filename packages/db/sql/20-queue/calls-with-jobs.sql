-- What a worker needs to ask about jobs that were begun before. Times are ISO text in UTC.
CREATE OR REPLACE FUNCTION queue.calls_with_jobs(p_attempts uuid[])
RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(c.value || jsonb_build_object('job', a.job_ref, 'callDeadlineAt', a.call_deadline_at)), '[]')
  FROM jsonb_array_elements(queue.claimed_calls(p_attempts)) c
  JOIN public.attempts a ON a.id = (c.value ->> 'attemptId')::uuid
$$;
