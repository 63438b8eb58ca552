-- The claim's short way: each task with its first resource, as long as every limit has room for all that
-- come before it; one statement, because starting statements costs more than their rows. What does not
-- fit is left to queue.choose, which goes through the further candidates one by one. Counts are running
-- sums over what might be taken, so they never let too much through. The caller holds the locks on
-- accounts and counters; p_tasks and p_resources belong together. The rules are those of
-- queue.claim_pairs. Returns what was taken: {task, attempt, resource, model, fair}.
CREATE OR REPLACE FUNCTION queue.claim_first(
  p_worker text, p_tasks uuid[], p_resources uuid[], p_accounts uuid[], p_now timestamptz
) RETURNS TABLE (task uuid, attempt uuid, resource uuid, model text, fair bigint)
LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
  WITH taken AS MATERIALIZED (
    SELECT t.id, t.run_id, t.user_id, t.model_id, t.ceiling, t.cost_e4, t.excluded, t.fair_key, t.fence, t.attempt_count
    FROM public.tasks t
    WHERE t.id = ANY (p_tasks) AND t.status = 'pending' AND t.deadline_at > p_now
      AND (t.parked_until IS NULL OR t.parked_until <= p_now)
    ORDER BY t.id
    FOR NO KEY UPDATE SKIP LOCKED
  ), proposed AS MATERIALIZED (
    SELECT p.task_id, p.resource_id FROM unnest(p_tasks, p_resources) AS p(task_id, resource_id)
  ), supply AS MATERIALIZED (
    SELECT r.id, r.owner_id, r.upstream_id, r.model_ids, r.kind, r.price_e4, u.id AS account, k.id AS credential,
      r.concurrency_limit - c.in_flight AS room,
      r.requests_per_minute - queue.in_window(c.minute_counts, c.minute_started_at, 60000, p_now) AS minute_room,
      least(
        r.daily_limit_e4 - CASE WHEN c.day = (p_now AT TIME ZONE 'UTC')::date THEN c.day_used_e4 ELSE 0 END,
        r.monthly_limit_e4 - CASE WHEN c.month = date_trunc('month', p_now AT TIME ZONE 'UTC')::date
          THEN c.month_used_e4 ELSE 0 END) AS room_e4,
      least(u.concurrency_limit - u.in_flight,
        u.window_limit - queue.in_window(u.window_counts, u.window_started_at, u.window_ms, p_now)) AS account_room,
      coalesce(u.balance_e4 - u.spent_since_e4, 0) - r.floor_balance_e4 AS account_room_e4,
      greatest(c.minute_started_at, queue.window_part(60000, p_now)) AS minute_part,
      greatest(u.window_started_at, queue.window_part(u.window_ms, p_now)) AS window_part
    FROM public.resources r
    JOIN public.resource_counters c ON c.resource_id = r.id
    JOIN public.upstream_accounts u ON u.id = r.upstream_account_id AND u.id = ANY (p_accounts)
    JOIN public.credentials k ON k.resource_id = r.id AND k.state = 'active'
    JOIN public.users o ON o.id = r.owner_id AND o.status = 'active'
    WHERE r.id = ANY (p_resources) AND r.status = 'active' AND r.deleted_at IS NULL AND c.failures < 5
      AND (r.hours_mask >> date_part('hour', p_now AT TIME ZONE 'UTC')::integer) & 1 = 1
      AND (u.locked_until IS NULL OR u.locked_until <= p_now)
  ), able AS (
    SELECT t.id AS task, t.model_id, t.cost_e4, t.fair_key, t.fence, t.attempt_count, s.*,
      CASE WHEN run.own_key THEN 0 ELSE queue.price_of(t.cost_e4, s.price_e4) END AS price,
      row_number() OVER resource AS nth, sum(t.cost_e4) OVER resource AS nth_e4,
      row_number() OVER account AS account_nth, sum(t.cost_e4) OVER account AS account_nth_e4
    FROM taken t
    JOIN proposed p ON p.task_id = t.id
    JOIN supply s ON s.id = p.resource_id
    JOIN public.runs run ON run.id = t.run_id
    JOIN public.models m ON m.id = t.model_id AND m.active AND m.upstream_id = s.upstream_id
    WHERE (cardinality(s.model_ids) = 0 OR t.model_id = ANY (s.model_ids))
      AND CASE WHEN run.own_key THEN s.owner_id = t.user_id
          ELSE s.owner_id <> t.user_id AND s.kind <> 'own_key' AND queue.price_of(t.cost_e4, s.price_e4) <= t.ceiling END
      AND s.id <> ALL (t.excluded)
    WINDOW resource AS (PARTITION BY s.id ORDER BY t.fair_key, t.id),
      account AS (PARTITION BY s.account ORDER BY t.fair_key, t.id)
  ), accepted AS MATERIALIZED (
    SELECT a.*, uuidv7() AS attempt FROM able a
    WHERE a.nth <= a.room AND a.nth <= a.minute_room AND a.nth_e4 <= a.room_e4
      AND a.account_nth <= a.account_room AND a.account_nth_e4 <= a.account_room_e4
  ), moved AS (
    UPDATE public.tasks t
    SET status = 'processing', fence = a.fence + 1, lease_until = p_now + interval '30 seconds', worker_id = p_worker,
        attempt_id = a.attempt, attempt_count = a.attempt_count + 1, parked_until = NULL, parked_reason = NULL,
        row_version = nextval('public.task_row_version'), updated_at = p_now
    FROM accepted a WHERE t.id = a.task
  ), accounts AS (
    UPDATE public.upstream_accounts u
    SET in_flight = u.in_flight + g.n, spent_since_e4 = u.spent_since_e4 + g.e4,
        window_count = queue.in_window(u.window_counts, u.window_started_at, u.window_ms, p_now) + g.n,
        window_counts = queue.with_requests(u.window_counts, u.window_started_at, u.window_ms, p_now, g.n),
        window_started_at = g.part
    FROM (SELECT a.account AS id, count(*) AS n, sum(a.cost_e4) AS e4, max(a.window_part) AS part
          FROM accepted a GROUP BY a.account) g
    WHERE u.id = g.id
  ), counters AS (
    UPDATE public.resource_counters c
    SET in_flight = c.in_flight + g.n,
        day = (p_now AT TIME ZONE 'UTC')::date,
        day_used_e4 = CASE WHEN c.day = (p_now AT TIME ZONE 'UTC')::date THEN c.day_used_e4 ELSE 0 END + g.e4,
        month = date_trunc('month', p_now AT TIME ZONE 'UTC')::date,
        month_used_e4 = CASE WHEN c.month = date_trunc('month', p_now AT TIME ZONE 'UTC')::date
          THEN c.month_used_e4 ELSE 0 END + g.e4,
        minute_count = queue.in_window(c.minute_counts, c.minute_started_at, 60000, p_now) + g.n,
        minute_counts = queue.with_requests(c.minute_counts, c.minute_started_at, 60000, p_now, g.n),
        minute_started_at = g.part
    FROM (SELECT a.id, count(*) AS n, sum(a.cost_e4) AS e4, max(a.minute_part) AS part
          FROM accepted a GROUP BY a.id) g
    WHERE c.resource_id = g.id
  ), tried AS (
    INSERT INTO public.attempts (id, task_id, number, resource_id, credential_id, upstream_account_id, worker_id, fence,
      price, cost_e4, reserved_day, reserved_month, reserved_minute, reserved_window, claimed_at)
    SELECT a.attempt, a.task, a.attempt_count + 1, a.id, a.credential, a.account, p_worker, a.fence + 1,
      a.price, a.cost_e4, (p_now AT TIME ZONE 'UTC')::date, date_trunc('month', p_now AT TIME ZONE 'UTC')::date,
      a.minute_part, a.window_part, p_now
    FROM accepted a
  )
  SELECT a.task, a.attempt, a.id, a.model_id::text, a.fair_key FROM accepted a
$$;
