-- Gives pending tasks to a worker: the last of the claim's four steps. p_candidates is
-- [{task, resources: [uuid, best first]}]; a task without candidates is parked.
-- Nearly all tasks get their first candidate, in one statement (queue.claim_first); who does not goes
-- through the others one by one (queue.choose).
-- Limits must not be checked in the statement that waits for the lock: it would read the counters as
-- they were before the wait. So the locks come first, each as its own statement, and what follows
-- reads with a fresh snapshot. Claim is the one door that takes counters before tasks, and may,
-- because it never waits for a task.
-- Returns {calls, chosen: [{task, attempt, resource, skipped: [{resource, reason}]}],
-- refusals: [{task, reasons: [{resource, reason}]}]}; tasks in neither are somebody else's.
CREATE OR REPLACE FUNCTION queue.claim(p_worker text, p_tasks uuid[], p_candidates jsonb)
RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_resources uuid[];
  v_accounts uuid[];
  v_now timestamptz;
  v_first record;
  v_choice jsonb := '{"assigned": [], "refused": []}';
BEGIN
  IF cardinality(p_tasks) > 200 OR jsonb_array_length(p_candidates) > 200 THEN
    RAISE EXCEPTION 'a claim takes at most 200 tasks' USING ERRCODE = '22023';
  END IF;
  SELECT array_agg(DISTINCT r.value::uuid) INTO v_resources
  FROM jsonb_array_elements(p_candidates) c
  CROSS JOIN LATERAL jsonb_array_elements_text(c.value -> 'resources') r;

  SELECT array_agg(locked.id) INTO v_accounts FROM (
    SELECT u.id FROM public.upstream_accounts u
    WHERE u.id IN (SELECT r.upstream_account_id FROM public.resources r WHERE r.id = ANY (v_resources))
    ORDER BY u.id FOR NO KEY UPDATE) locked;
  PERFORM FROM public.resource_counters c
    WHERE c.resource_id = ANY (v_resources) ORDER BY c.resource_id FOR NO KEY UPDATE;

  -- Milliseconds, as the columns keep them: a reservation is given back to the period it names.
  v_now := date_trunc('milliseconds', public.clock_now());
  IF EXISTS (SELECT FROM public.system_switches s WHERE s.name = 'dispatch-stopped' AND s."on") THEN
    RETURN jsonb_build_object('calls', '[]'::jsonb, 'chosen', '[]'::jsonb, 'refusals', '[]'::jsonb);
  END IF;
  SELECT coalesce(array_agg(f.attempt), '{}') AS attempts, array_agg(f.model) AS models, array_agg(f.fair) AS keys,
    coalesce(jsonb_agg(jsonb_build_object(
      'task', f.task, 'attempt', f.attempt, 'resource', f.resource, 'skipped', '[]'::jsonb)), '[]') AS chosen
  INTO v_first
  FROM queue.claim_first(p_worker,
    p_tasks,
    ARRAY(SELECT c.first FROM unnest(p_tasks) WITH ORDINALITY AS t(id, n)
          LEFT JOIN (SELECT (c.value ->> 'task')::uuid AS task, (c.value -> 'resources' ->> 0)::uuid AS first
                     FROM jsonb_array_elements(p_candidates) c) c ON c.task = t.id ORDER BY t.n),
    v_accounts, v_now) f;
  PERFORM queue.pass_time(v_first.models, v_first.keys);
  IF cardinality(v_first.attempts) < cardinality(p_tasks) THEN
    v_choice := queue.choose(p_tasks, p_candidates, v_accounts, v_now);
    PERFORM queue.assign(p_worker, v_choice -> 'assigned', v_now);
    PERFORM queue.park(v_choice -> 'refused', v_now);
  END IF;
  RETURN jsonb_build_object(
    'calls', queue.claimed_calls(v_first.attempts || ARRAY(
      SELECT a.attempt FROM jsonb_to_recordset(v_choice -> 'assigned') AS a(attempt uuid))),
    'chosen', v_first.chosen || (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'task', a.task, 'attempt', a.attempt, 'resource', a.resource, 'skipped', a.skipped)), '[]')
      FROM jsonb_to_recordset(v_choice -> 'assigned') AS a(task uuid, attempt uuid, resource uuid, skipped jsonb)),
    'refusals', v_choice -> 'refused');
END $$;
