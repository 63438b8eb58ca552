-- Why an item of a settle call was not settled now: it had been, with this image or with another, or its
-- task is not, or no longer, this attempt's.
CREATE OR REPLACE FUNCTION ledger.settled_before(p_item jsonb) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce((
    SELECT CASE WHEN m.sha256 = p_item -> 'image' ->> 'sha256' THEN 'already' ELSE 'conflict' END
      FROM public.settlements s JOIN public.images m ON m.task_id = s.task_id
     WHERE s.task_id = (p_item ->> 'taskId')::uuid AND s.attempt_id = (p_item ->> 'attemptId')::uuid), 'stale');
END $$;
