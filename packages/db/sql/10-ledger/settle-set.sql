-- Settles up to 50 delivered tasks in one transaction: capture at the price frozen on the attempt, the
-- rest of the hold back, the provider's share pending. A row that does not fit the state (task not
-- processing, other fence or attempt, attempt not dispatched) is stale and does not fail the others.
-- Outcomes: settled, already (the same image again), conflict (another image), stale.
CREATE OR REPLACE FUNCTION ledger.settle_set(p_items jsonb)
RETURNS TABLE (task_id uuid, outcome text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz;
  v_endings ledger.ending[];
BEGIN
  IF jsonb_array_length(p_items) NOT BETWEEN 1 AND 50 THEN
    RAISE EXCEPTION 'INPUT_INVALID' USING ERRCODE = 'AF100', DETAIL = '{"field":"items"}';
  END IF;
  IF EXISTS (SELECT FROM public.system_switches s WHERE s.name = 'settlement' AND s."on") THEN
    RAISE EXCEPTION 'SETTLEMENT_STOPPED' USING ERRCODE = 'AF111';
  END IF;
  PERFORM FROM public.tasks t
    WHERE t.id = ANY (ARRAY(SELECT (i ->> 'taskId')::uuid FROM jsonb_array_elements(p_items) i))
    ORDER BY t.id FOR NO KEY UPDATE;
  v_now := public.clock_now();
  v_endings := ledger.captures(p_items);
  IF v_endings IS NOT NULL THEN
    PERFORM ledger.lock_wallets(ARRAY(SELECT unnest(ARRAY[e.consumer_id, e.provider_id]) FROM unnest(v_endings) e));
    v_endings := ledger.return_lots(v_now, v_endings);
    PERFORM ledger.capture_holds(v_now, v_endings);
    PERFORM ledger.lapse(v_now, v_endings);
    PERFORM ledger.deliver(v_now, v_endings, p_items);
  END IF;
  RETURN QUERY
  SELECT (i.item_json ->> 'taskId')::uuid,
         CASE WHEN e.task_id IS NOT NULL THEN 'settled' ELSE ledger.settled_before(i.item_json) END
    FROM jsonb_array_elements(p_items) WITH ORDINALITY AS i (item_json, item)
    LEFT JOIN unnest(v_endings) e ON e.item = i.item
   ORDER BY i.item;
END $$;
