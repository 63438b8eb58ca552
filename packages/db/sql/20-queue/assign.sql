-- Writes the chosen assignments: fence, lease and attempts, and each counter row once. The caller
-- (queue.claim) holds the locks on accounts, counters and tasks.
CREATE OR REPLACE FUNCTION queue.assign(p_worker text, p_assigned jsonb, p_now timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_day date := (p_now AT TIME ZONE 'UTC')::date;
  v_month date := date_trunc('month', p_now AT TIME ZONE 'UTC')::date;
BEGIN
  UPDATE public.tasks t
  SET status = 'processing', fence = t.fence + 1, lease_until = p_now + interval '30 seconds', worker_id = p_worker,
      attempt_id = a.attempt, attempt_count = t.attempt_count + 1, parked_until = NULL, parked_reason = NULL,
      row_version = nextval('public.task_row_version'), updated_at = p_now
  FROM jsonb_to_recordset(p_assigned) AS a(task uuid, attempt uuid)
  WHERE t.id = a.task;

  UPDATE public.upstream_accounts u
  SET in_flight = u.in_flight + g.n, spent_since_e4 = u.spent_since_e4 + g.e4,
      window_count = queue.in_window(u.window_counts, u.window_started_at, u.window_ms, p_now) + g.n,
      window_counts = queue.with_requests(u.window_counts, u.window_started_at, u.window_ms, p_now, g.n),
      window_started_at = greatest(u.window_started_at, queue.window_part(u.window_ms, p_now))
  FROM (SELECT a.account AS id, count(*) AS n, sum(a.cost) AS e4
        FROM jsonb_to_recordset(p_assigned) AS a(account uuid, cost bigint) GROUP BY a.account) g
  WHERE u.id = g.id;

  UPDATE public.resource_counters c
  SET in_flight = c.in_flight + g.n,
      day = v_day, day_used_e4 = CASE WHEN c.day = v_day THEN c.day_used_e4 ELSE 0 END + g.e4,
      month = v_month, month_used_e4 = CASE WHEN c.month = v_month THEN c.month_used_e4 ELSE 0 END + g.e4,
      minute_count = queue.in_window(c.minute_counts, c.minute_started_at, 60000, p_now) + g.n,
      minute_counts = queue.with_requests(c.minute_counts, c.minute_started_at, 60000, p_now, g.n),
      minute_started_at = greatest(c.minute_started_at, queue.window_part(60000, p_now)),
      probe_attempt_id = coalesce(g.probe, c.probe_attempt_id)
  FROM (SELECT a.resource AS id, count(*) AS n, sum(a.cost) AS e4,
          (array_agg(a.attempt) FILTER (WHERE a.probe))[1] AS probe
        FROM jsonb_to_recordset(p_assigned) AS a(resource uuid, cost bigint, attempt uuid, probe boolean)
        GROUP BY a.resource) g
  WHERE c.resource_id = g.id;

  INSERT INTO public.attempts (id, task_id, number, resource_id, credential_id, upstream_account_id, worker_id, fence,
    price, cost_e4, reserved_day, reserved_month, reserved_minute, reserved_window, claimed_at)
  SELECT a.attempt, a.task, t.attempt_count, a.resource, a.credential, a.account, p_worker, t.fence,
    a.price, a.cost, v_day, v_month, c.minute_started_at, u.window_started_at, p_now
  FROM jsonb_to_recordset(p_assigned)
    AS a(task uuid, attempt uuid, resource uuid, account uuid, credential uuid, cost bigint, price bigint)
  JOIN public.tasks t ON t.id = a.task
  JOIN public.resource_counters c ON c.resource_id = a.resource
  JOIN public.upstream_accounts u ON u.id = a.account;

  PERFORM queue.pass_time(array_agg(a.model), array_agg(a.fair))
  FROM jsonb_to_recordset(p_assigned) AS a(model text, fair bigint);
END $$;
