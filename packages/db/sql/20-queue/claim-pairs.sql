-- One row per (task, proposed resource) with everything that the claim decides on, read after the locks.
-- A static refusal says why this pair can never be; the rooms say how much each limit still allows.
-- Tasks are taken here, SKIP LOCKED, so that claim never waits for one.
CREATE OR REPLACE FUNCTION queue.claim_pairs(p_tasks uuid[], p_candidates jsonb, p_accounts uuid[], p_now timestamptz)
RETURNS TABLE (
  task_id uuid, fair_key bigint, model_id text, resource_id uuid, account_id uuid, credential_id uuid,
  cost_e4 bigint, price bigint, floor_e4 bigint, refusal text, breaker text,
  room integer, minute_room integer, day_room_e4 bigint, month_room_e4 bigint,
  account_room integer, window_room integer, account_e4 bigint
) LANGUAGE sql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
  WITH taken AS MATERIALIZED (
    SELECT t.id, t.run_id, t.user_id, t.model_id, t.ceiling, t.cost_e4, t.excluded, t.fair_key
    FROM public.tasks t
    WHERE t.id = ANY (p_tasks) AND t.status = 'pending' AND t.deadline_at > p_now
      AND (t.parked_until IS NULL OR t.parked_until <= p_now)
    ORDER BY t.id
    FOR NO KEY UPDATE SKIP LOCKED
  ), proposed AS MATERIALIZED (
    SELECT (c.value ->> 'task')::uuid AS task_id, r.value::uuid AS resource_id, r.ordinality AS rank
    FROM jsonb_array_elements(p_candidates) c
    CROSS JOIN LATERAL jsonb_array_elements_text(c.value -> 'resources') WITH ORDINALITY r
  )
  SELECT t.id, t.fair_key, t.model_id, p.resource_id, r.upstream_account_id, k.id, t.cost_e4,
    CASE WHEN run.own_key THEN 0 ELSE queue.price_of(t.cost_e4, r.price_e4) END,
    r.floor_balance_e4,
    CASE
      WHEN r.id IS NULL OR c.resource_id IS NULL OR r.status <> 'active' OR r.deleted_at IS NOT NULL
        OR o.status <> 'active' THEN 'RESOURCE_NOT_ACTIVE'
      WHEN u.id IS NULL OR k.id IS NULL THEN 'NO_CREDENTIAL'
      WHEN NOT m.active OR r.upstream_id <> m.upstream_id
        OR (cardinality(r.model_ids) > 0 AND t.model_id <> ALL (r.model_ids)) THEN 'MODEL_NOT_OFFERED'
      WHEN run.own_key AND r.owner_id <> t.user_id THEN 'NOT_OWN_RESOURCE'
      WHEN NOT run.own_key AND r.kind = 'own_key' THEN 'OWN_KEY_ONLY'
      WHEN NOT run.own_key AND r.owner_id = t.user_id THEN 'OWN_RESOURCE'
      WHEN r.id = ANY (t.excluded) THEN 'FAILED_BEFORE'
      WHEN (r.hours_mask >> date_part('hour', p_now AT TIME ZONE 'UTC')::integer) & 1 = 0 THEN 'CLOSED_HOURS'
      WHEN NOT run.own_key AND queue.price_of(t.cost_e4, r.price_e4) > t.ceiling THEN 'OVER_CEILING'
      WHEN u.locked_until > p_now THEN 'RATE_LIMITED'
    END,
    CASE
      WHEN c.failures < 5 THEN 'closed'
      WHEN c.breaker_until > p_now THEN 'open'
      WHEN EXISTS (SELECT FROM public.attempts a WHERE a.id = c.probe_attempt_id AND a.slot_held) THEN 'probing'
      ELSE 'half-open'
    END,
    r.concurrency_limit - c.in_flight,
    r.requests_per_minute - queue.in_window(c.minute_counts, c.minute_started_at, 60000, p_now),
    r.daily_limit_e4 - CASE WHEN c.day = (p_now AT TIME ZONE 'UTC')::date THEN c.day_used_e4 ELSE 0 END,
    r.monthly_limit_e4 - CASE WHEN c.month = date_trunc('month', p_now AT TIME ZONE 'UTC')::date
      THEN c.month_used_e4 ELSE 0 END,
    u.concurrency_limit - u.in_flight,
    u.window_limit - queue.in_window(u.window_counts, u.window_started_at, u.window_ms, p_now),
    coalesce(u.balance_e4 - u.spent_since_e4, 0)
  FROM taken t
  JOIN public.runs run ON run.id = t.run_id
  JOIN public.models m ON m.id = t.model_id
  LEFT JOIN proposed p ON p.task_id = t.id
  LEFT JOIN public.resources r ON r.id = p.resource_id
  LEFT JOIN public.users o ON o.id = r.owner_id
  LEFT JOIN public.resource_counters c ON c.resource_id = r.id
  LEFT JOIN public.upstream_accounts u ON u.id = r.upstream_account_id AND u.id = ANY (p_accounts)
  LEFT JOIN public.credentials k ON k.resource_id = r.id AND k.state = 'active'
  ORDER BY t.fair_key, t.id, p.rank
$$;
