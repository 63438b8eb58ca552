-- Settles up to 50 delivered tasks in one transaction: capture at the price frozen on the attempt, the
-- rest of the hold back, the provider's share pending. A row that does not fit the state (task not
-- processing, other fence or attempt, attempt not dispatched) is stale and does not fail the others.
-- Outcomes: settled, already (the same image again), conflict (another image), stale.
CREATE OR REPLACE FUNCTION ledger.settle_set(p_items jsonb)
RETURNS TABLE (task_id uuid, outcome text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz;
  v_captures ledger.capture[];
BEGIN
  IF jsonb_array_length(p_items) NOT BETWEEN 1 AND 50 THEN
    RAISE EXCEPTION 'INPUT_INVALID' USING ERRCODE = 'AF100', DETAIL = '{"field":"items"}';
  END IF;
  IF EXISTS (SELECT FROM public.system_switches s WHERE s.name = 'settlement' AND s."on") THEN
    RAISE EXCEPTION 'SETTLEMENT_STOPPED' USING ERRCODE = 'AF111';
  END IF;
  PERFORM FROM public.tasks t
    WHERE t.id IN (SELECT (i ->> 'taskId')::uuid FROM jsonb_array_elements(p_items) i)
    ORDER BY t.id FOR NO KEY UPDATE;
  v_now := public.clock_now();
  v_captures := ledger.captures(p_items);
  IF v_captures IS NOT NULL THEN
    PERFORM ledger.lock_wallets((SELECT array_agg(u) FROM unnest(v_captures) c,
                                 unnest(ARRAY[c.consumer_id, c.provider_id]) u));
    PERFORM ledger.capture_holds(v_now, v_captures);
    PERFORM ledger.deliver(v_now, v_captures, p_items);
  END IF;
  RETURN QUERY
  SELECT (i.item ->> 'taskId')::uuid,
         CASE WHEN c.task_id IS NOT NULL THEN 'settled'
              WHEN s.task_id IS NULL THEN 'stale'
              WHEN m.sha256 = i.item -> 'image' ->> 'sha256' THEN 'already'
              ELSE 'conflict' END
    FROM jsonb_array_elements(p_items) WITH ORDINALITY AS i (item, position)
    LEFT JOIN unnest(v_captures) c ON c.item = i.position
    LEFT JOIN public.settlements s
      ON s.task_id = (i.item ->> 'taskId')::uuid AND s.attempt_id = (i.item ->> 'attemptId')::uuid
    LEFT JOIN public.images m ON m.task_id = s.task_id
   ORDER BY i.position;
END $$;
