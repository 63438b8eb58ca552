-- Refused tasks step aside so that those behind them are seen: for a second when a slot or a rate
-- window is all that is missing, else for five. A release of capacity wakes them earlier. The caller
-- holds the tasks, so they are pending; saying so again would tempt the planner to read all that is.
CREATE OR REPLACE FUNCTION queue.park(p_refused jsonb, p_now timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE public.tasks t
  SET parked_until = p_now + CASE WHEN f.soon THEN interval '1 second' ELSE interval '5 seconds' END,
      parked_reason = f.reason
  FROM (
    SELECT r.task,
      coalesce(r.reasons -> 0 ->> 'reason', 'NO_CANDIDATE') AS reason,
      EXISTS (SELECT FROM jsonb_array_elements(r.reasons) x
        WHERE x.value ->> 'reason' IN ('RESOURCE_BUSY', 'ACCOUNT_BUSY', 'MINUTE_LIMIT', 'WINDOW_LIMIT')) AS soon
    FROM jsonb_to_recordset(p_refused) AS r(task uuid, reasons jsonb)
  ) f
  WHERE t.id = f.task
$$;
