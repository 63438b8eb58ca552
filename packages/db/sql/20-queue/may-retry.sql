-- Whether a task may be asked elsewhere: before its deadline, at most 3 upstream calls, and after a
-- call with unknown outcome at most one more. A claim that never reached the upstream counts for neither.
CREATE OR REPLACE FUNCTION queue.may_retry(p_task public.tasks, p_dispatched boolean, p_now timestamptz)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p_task.deadline_at > p_now AND p_task.attempt_count < 10
    AND (NOT p_dispatched OR (p_task.unknown_count = 0
      AND (SELECT count(*) FROM public.attempts a
           WHERE a.task_id = p_task.id AND a.dispatched_at IS NOT NULL) < 3))
$$;
