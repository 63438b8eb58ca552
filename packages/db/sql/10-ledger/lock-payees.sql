-- Locks the settlements that a user has paid and that have not matured, then the wallets of the user and
-- of everybody paid by them, in the order in which all locks are taken. A task that settles in between is
-- only seen afterwards: then all locks of this try are given back and the next one begins.
CREATE OR REPLACE FUNCTION ledger.lock_payees(p_user uuid) RETURNS uuid[]
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_tasks uuid[];
BEGIN
  FOR i IN 1 .. 100 LOOP
    BEGIN
      SELECT coalesce(array_agg(l.task_id), '{}') INTO v_tasks FROM (
        SELECT s.task_id FROM public.settlements s
         WHERE s.consumer_id = p_user AND s.state IN ('open', 'disputed')
         ORDER BY s.task_id FOR NO KEY UPDATE) l;
      PERFORM ledger.lock_wallets(p_user || ARRAY(
        SELECT s.provider_id FROM public.settlements s WHERE s.task_id = ANY (v_tasks)));
      IF NOT EXISTS (SELECT FROM public.settlements s WHERE s.consumer_id = p_user
                        AND s.state IN ('open', 'disputed') AND s.task_id <> ALL (v_tasks)) THEN
        RETURN v_tasks;
      END IF;
      RAISE EXCEPTION 'another task has settled' USING ERRCODE = 'AF010';
    EXCEPTION WHEN SQLSTATE 'AF010' THEN
      NULL;
    END;
  END LOOP;
  RAISE EXCEPTION 'tasks of % settle too often to be locked', p_user USING ERRCODE = '40001';
END $$;
