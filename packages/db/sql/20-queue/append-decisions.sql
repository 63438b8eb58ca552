-- Why this resource and why not the others, appended after the claim has committed.
-- p_rows: [{attempt, task, version, decision}]
CREATE OR REPLACE FUNCTION queue.append_decisions(p_rows jsonb)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.routing_decisions (attempt_id, task_id, policy_version, decision, created_at)
  SELECT x.attempt, x.task, x.version, x.decision, public.clock_now()
  FROM jsonb_to_recordset(p_rows) AS x(attempt uuid, task uuid, version integer, decision jsonb)
  ON CONFLICT (attempt_id) DO NOTHING
$$;
