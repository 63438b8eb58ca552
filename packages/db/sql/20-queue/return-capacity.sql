-- Gives back what attempts reserved, to the buckets it was taken from: the slot always, the upstream
-- credits where asked. Repeating it changes nothing, because each attempt says what it still holds.
-- Lock order: the caller holds the tasks and accounts it needs; here attempts, upstream accounts, counters.
CREATE OR REPLACE FUNCTION queue.return_capacity(p_attempts uuid[], p_with_credits boolean[])
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_returned integer;
  v_upstreams text[];
BEGIN
  PERFORM FROM public.attempts a
    WHERE a.id = ANY (p_attempts) ORDER BY a.id FOR NO KEY UPDATE;
  PERFORM FROM public.upstream_accounts u
    WHERE u.id IN (SELECT a.upstream_account_id FROM public.attempts a
                   WHERE a.id = ANY (p_attempts) AND (a.slot_held OR a.credits_held))
    ORDER BY u.id FOR NO KEY UPDATE;
  PERFORM FROM public.resource_counters c
    WHERE c.resource_id IN (SELECT a.resource_id FROM public.attempts a
                            WHERE a.id = ANY (p_attempts) AND (a.slot_held OR a.credits_held))
    ORDER BY c.resource_id FOR NO KEY UPDATE;

  WITH asked AS (
    SELECT u.id, bool_or(u.credits) AS credits
    FROM unnest(p_attempts, p_with_credits) AS u(id, credits) GROUP BY u.id
  ), returned AS (
    UPDATE public.attempts a
    SET slot_held = false, credits_held = a.credits_held AND NOT asked.credits
    FROM asked
    WHERE a.id = asked.id AND (a.slot_held OR (a.credits_held AND asked.credits))
    RETURNING a.id, a.resource_id, a.upstream_account_id, a.state, a.cost_e4, a.dispatched_at, a.finished_at,
      a.reserved_day, a.reserved_month, a.reserved_minute, a.reserved_window,
      old.slot_held AS slot, old.credits_held AND NOT new.credits_held AS credits
  ), accounts AS (
    UPDATE public.upstream_accounts u
    SET in_flight = greatest(0, u.in_flight - g.slots),
        spent_since_e4 = greatest(0, u.spent_since_e4 - g.spent),
        window_count = greatest(0, u.window_count - coalesce(cardinality(g.unsent), 0)),
        window_counts = CASE WHEN g.unsent IS NULL THEN u.window_counts
          ELSE queue.without_requests(u.window_counts, u.window_started_at, u.window_ms, g.unsent) END
    FROM (
      SELECT r.upstream_account_id AS id,
        count(*) FILTER (WHERE r.slot) AS slots,
        -- A balance read after the attempt ended tells its cost itself.
        coalesce(sum(r.cost_e4) FILTER (WHERE r.credits AND (b.balance_at IS NULL
          OR r.finished_at IS NULL OR r.finished_at >= b.balance_at)), 0) AS spent,
        -- A call that went out used up its place in the rate window.
        array_agg(r.reserved_window) FILTER (WHERE r.slot AND r.dispatched_at IS NULL) AS unsent
      FROM returned r JOIN public.upstream_accounts b ON b.id = r.upstream_account_id
      GROUP BY r.upstream_account_id
    ) g
    WHERE u.id = g.id
    RETURNING u.upstream_id
  ), counters AS (
    UPDATE public.resource_counters c
    SET in_flight = greatest(0, c.in_flight - g.slots),
        day_used_e4 = greatest(0, c.day_used_e4 - g.day_e4),
        month_used_e4 = greatest(0, c.month_used_e4 - g.month_e4),
        minute_count = greatest(0, c.minute_count - coalesce(cardinality(g.unsent), 0)),
        minute_counts = CASE WHEN g.unsent IS NULL THEN c.minute_counts
          ELSE queue.without_requests(c.minute_counts, c.minute_started_at, 60000, g.unsent) END,
        -- A delivered image closes the breaker; a probe that ended otherwise leaves room for the next.
        failures = CASE WHEN g.delivered > 0 THEN 0 ELSE c.failures END,
        breaker_until = CASE WHEN g.delivered > 0 THEN NULL ELSE c.breaker_until END,
        probe_attempt_id = CASE WHEN c.probe_attempt_id = ANY (g.ids) THEN NULL ELSE c.probe_attempt_id END
    FROM (
      SELECT r.resource_id AS id, array_agg(r.id) AS ids,
        count(*) FILTER (WHERE r.slot) AS slots,
        count(*) FILTER (WHERE r.slot AND r.state = 'succeeded') AS delivered,
        coalesce(sum(r.cost_e4) FILTER (WHERE r.credits AND r.reserved_day = b.day), 0) AS day_e4,
        coalesce(sum(r.cost_e4) FILTER (WHERE r.credits AND r.reserved_month = b.month), 0) AS month_e4,
        array_agg(r.reserved_minute) FILTER (WHERE r.slot AND r.dispatched_at IS NULL) AS unsent
      FROM returned r JOIN public.resource_counters b ON b.resource_id = r.resource_id
      GROUP BY r.resource_id
    ) g
    WHERE c.resource_id = g.id
    RETURNING c.resource_id
  )
  SELECT (SELECT count(*) FROM returned WHERE slot OR credits),
         (SELECT array_agg(DISTINCT a.upstream_id) FROM accounts a)
  INTO v_returned, v_upstreams;

  PERFORM queue.wake_parked(v_upstreams, v_returned, v_now);
  RETURN v_returned;
END $$;
