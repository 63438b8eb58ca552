-- The owner cancels a task that no upstream has been asked for yet. A repeated cancel is the same
-- cancel; after the dispatch a task runs to its end.
CREATE OR REPLACE FUNCTION ledger.release(p_task uuid, p_user uuid)
RETURNS TABLE (task_id uuid, released bigint, repeated boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  v_task public.tasks;
  v_attempt public.attempts;
BEGIN
  SELECT t.* INTO v_task FROM public.tasks t
   WHERE t.id = p_task AND t.user_id = p_user FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  IF v_task.status = 'cancelled' THEN
    RETURN QUERY SELECT p_task, v_task.ceiling, true;
    RETURN;
  END IF;
  IF v_task.status = 'processing' THEN
    SELECT a.* INTO v_attempt FROM public.attempts a WHERE a.id = v_task.attempt_id FOR NO KEY UPDATE;
  END IF;
  IF v_task.status NOT IN ('pending', 'processing') OR v_attempt.state <> 'claimed' THEN
    RAISE EXCEPTION 'TASK_NOT_CANCELLABLE' USING ERRCODE = 'AF104',
      DETAIL = jsonb_build_object('status', v_task.status)::text;
  END IF;
  PERFORM ledger.release_tasks(
    jsonb_build_array(jsonb_build_object('task', p_task, 'status', 'cancelled')), 'user', p_user);
  IF v_attempt.id IS NOT NULL THEN
    UPDATE public.attempts a SET state = 'abandoned', finished_at = public.clock_now(), error_code = 'CANCELLED'
     WHERE a.id = v_attempt.id;
    PERFORM queue.give_back(ARRAY[v_attempt.id], 'all');
  END IF;
  RETURN QUERY SELECT p_task, v_task.ceiling, false;
END $$;
