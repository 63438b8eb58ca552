-- Decayed success and latency per resource and model, for the ranking. Older outcomes lose half of
-- their weight every 6 hours. The p95 follows by steps: up by 19 parts when exceeded, down by one otherwise.
-- p_rows: [{attempt, delivered}]; an attempt's latency is on its row.
CREATE OR REPLACE FUNCTION queue.record_outcomes(p_rows jsonb)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.resource_model_stats AS s (resource_id, model_id, delivered, failed, latency_ms, latency_p95, updated_at)
  SELECT a.resource_id, t.model_id, count(*) FILTER (WHERE x.delivered), count(*) FILTER (WHERE NOT x.delivered),
    coalesce(avg(a.latency_ms) FILTER (WHERE x.delivered), 0), coalesce(max(a.latency_ms) FILTER (WHERE x.delivered), 0),
    public.clock_now()
  FROM jsonb_to_recordset(p_rows) AS x(attempt uuid, delivered boolean)
  JOIN public.attempts a ON a.id = x.attempt
  JOIN public.tasks t ON t.id = a.task_id
  GROUP BY a.resource_id, t.model_id ORDER BY a.resource_id, t.model_id
  ON CONFLICT (resource_id, model_id) DO UPDATE
  SET delivered = s.delivered * queue.decay(s.updated_at, excluded.updated_at) + excluded.delivered,
      failed = s.failed * queue.decay(s.updated_at, excluded.updated_at) + excluded.failed,
      latency_ms = CASE
        WHEN excluded.latency_ms = 0 THEN s.latency_ms
        WHEN s.latency_ms = 0 THEN excluded.latency_ms
        ELSE s.latency_ms + 0.2 * (excluded.latency_ms - s.latency_ms) END,
      latency_p95 = CASE
        WHEN excluded.latency_p95 = 0 THEN s.latency_p95
        WHEN s.latency_p95 = 0 THEN excluded.latency_p95
        WHEN excluded.latency_p95 > s.latency_p95 THEN s.latency_p95 + 0.38 * (excluded.latency_p95 - s.latency_p95)
        ELSE s.latency_p95 - 0.02 * (s.latency_p95 - excluded.latency_p95) END,
      updated_at = excluded.updated_at
$$;
