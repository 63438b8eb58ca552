-- Decayed success and latency per resource and model, for the ranking. Older outcomes lose half of
-- their weight every 6 hours. The p95 follows by steps: up by 19 parts when exceeded, down by one otherwise.
-- p_rows: [{resource, model, delivered, failed, latencyMs?}], one per resource and model.
CREATE OR REPLACE FUNCTION queue.record_outcomes(p_rows jsonb)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.resource_model_stats AS s (resource_id, model_id, delivered, failed, latency_ms, latency_p95, updated_at)
  SELECT x.resource, x.model, x.delivered, x.failed, coalesce(x."latencyMs", 0), coalesce(x."latencyMs", 0), public.clock_now()
  FROM jsonb_to_recordset(p_rows) AS x(
    resource uuid, model text, delivered integer, failed integer, "latencyMs" double precision)
  ORDER BY x.resource, x.model
  ON CONFLICT (resource_id, model_id) DO UPDATE
  SET delivered = s.delivered * queue.decay(s.updated_at, excluded.updated_at) + excluded.delivered,
      failed = s.failed * queue.decay(s.updated_at, excluded.updated_at) + excluded.failed,
      latency_ms = CASE
        WHEN excluded.latency_ms = 0 THEN s.latency_ms
        WHEN s.latency_ms = 0 THEN excluded.latency_ms
        ELSE s.latency_ms + 0.2 * (excluded.latency_ms - s.latency_ms) END,
      latency_p95 = CASE
        WHEN excluded.latency_ms = 0 THEN s.latency_p95
        WHEN s.latency_p95 = 0 THEN excluded.latency_ms
        WHEN excluded.latency_ms > s.latency_p95 THEN s.latency_p95 + 0.38 * (excluded.latency_ms - s.latency_p95)
        ELSE s.latency_p95 - 0.02 * (s.latency_p95 - excluded.latency_ms) END,
      updated_at = excluded.updated_at
$$;
