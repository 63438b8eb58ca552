-- Ends tasks without a delivery: failed, expired or cancelled, their holds released in the same
-- transaction; p_tasks is [{ task, status, error_code }]. Tasks that are terminal already stay as they
-- are. Private: called inside the queue's functions, which keep attempts and capacity. Returns the
-- tasks that ended here.
CREATE OR REPLACE FUNCTION ledger.release_tasks(
  p_tasks jsonb, p_actor_kind public.actor_kind DEFAULT 'worker', p_actor uuid DEFAULT NULL
) RETURNS SETOF uuid
LANGUAGE plpgsql VOLATILE
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_now timestamptz;
  v_ended uuid[];
  v_endings ledger.ending[];
BEGIN
  PERFORM FROM public.tasks t
    WHERE t.id IN (SELECT (i ->> 'task')::uuid FROM jsonb_array_elements(p_tasks) i)
    ORDER BY t.id FOR NO KEY UPDATE;
  v_now := public.clock_now();
  WITH ended AS (
    UPDATE public.tasks t
       SET status = i.status, error_code = i.error_code, lease_until = NULL, parked_until = NULL,
           finished_at = v_now, updated_at = v_now, row_version = nextval('public.task_row_version')
      FROM jsonb_to_recordset(p_tasks) AS i (task uuid, status public.task_status, error_code text)
     WHERE t.id = i.task AND t.status IN ('pending', 'processing')
       AND i.status IN ('failed', 'expired', 'cancelled')
    RETURNING t.id
  )
  SELECT array_agg(e.id ORDER BY e.id) INTO v_ended FROM ended e;

  IF v_ended IS NULL THEN
    RETURN;
  END IF;
  PERFORM ledger.lock_wallets(ARRAY(SELECT DISTINCT t.user_id FROM public.tasks t WHERE t.id = ANY (v_ended)));
  v_endings := ledger.return_lots(v_now, ledger.releases(v_ended));
  PERFORM ledger.return_holds(v_now, v_endings, p_actor_kind, p_actor);
  PERFORM ledger.lapse(v_now, v_endings);
  RETURN QUERY SELECT unnest(v_ended);
END $$;
