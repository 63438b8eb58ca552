-- What a worker needs to ask about jobs that were begun before. callLeftMs: until the call's deadline, less
-- the five seconds for our own way, by the database's clock.
CREATE OR REPLACE FUNCTION queue.calls_with_jobs(p_attempts uuid[])
RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(c.value || jsonb_build_object('job', a.job_ref, 'callLeftMs',
      greatest(0, extract(epoch FROM a.call_deadline_at - public.clock_now()) * 1000 - 5000)::integer)), '[]')
  FROM jsonb_array_elements(queue.claimed_calls(p_attempts)) c
  JOIN public.attempts a ON a.id = (c.value ->> 'attemptId')::uuid
$$;
