-- Decayed success and latency quantiles per resource and model, for the ranking. Older outcomes lose half
-- of their weight every 6 hours; each new outcome takes 2 % off the counts and 5 % off the times before it,
-- so that a busy resource which changes is noticed within about 14 deliveries. Latency: 32 buckets from
-- 250 ms to 6 minutes, three to the octave. p_rows: [{attempt, delivered}]; the time is on the attempt's row.
CREATE OR REPLACE FUNCTION queue.record_outcomes(p_rows jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_now timestamptz := public.clock_now();
BEGIN
  INSERT INTO public.resource_model_stats (resource_id, model_id, updated_at)
  SELECT DISTINCT a.resource_id, t.model_id, v_now
  FROM jsonb_to_recordset(p_rows) AS x(attempt uuid)
  JOIN public.attempts a ON a.id = x.attempt JOIN public.tasks t ON t.id = a.task_id
  ORDER BY a.resource_id, t.model_id
  ON CONFLICT (resource_id, model_id) DO NOTHING;

  UPDATE public.resource_model_stats s
  SET delivered = n.delivered, failed = n.failed, latency_weights = n.weights,
      latency_ms = queue.quantile_of(n.weights, 0.5, 250, 3),
      latency_p95 = queue.quantile_of(n.weights, 0.95, 250, 3), updated_at = v_now
  FROM (
    SELECT l.resource_id, l.model_id,
      l.delivered * l.aged * 0.98 ^ (l.good + l.bad) + l.good AS delivered,
      l.failed * l.aged * 0.98 ^ (l.good + l.bad) + l.bad AS failed,
      queue.mix_weights(l.latency_weights, l.aged * 0.95 ^ cardinality(l.times), l.times, 250, 3, 32) AS weights
    FROM (
      SELECT k.resource_id, k.model_id, k.delivered, k.failed, k.latency_weights,
        queue.decay(k.updated_at, v_now) AS aged, o.good, o.bad, o.times
      FROM (
        SELECT a.resource_id, t.model_id, count(*) FILTER (WHERE x.delivered) AS good,
          count(*) FILTER (WHERE NOT x.delivered) AS bad,
          coalesce(array_agg(a.latency_ms::double precision) FILTER (WHERE x.delivered AND a.latency_ms > 0), '{}') AS times
        FROM jsonb_to_recordset(p_rows) AS x(attempt uuid, delivered boolean)
        JOIN public.attempts a ON a.id = x.attempt JOIN public.tasks t ON t.id = a.task_id
        GROUP BY a.resource_id, t.model_id) o
      JOIN public.resource_model_stats k ON k.resource_id = o.resource_id AND k.model_id = o.model_id
      -- Locked before it is computed with: two workers' batches must both count.
      ORDER BY k.resource_id, k.model_id FOR NO KEY UPDATE OF k) l) n
  WHERE s.resource_id = n.resource_id AND s.model_id = n.model_id;

  PERFORM queue.judge_etas(ARRAY(
    SELECT a.task_id FROM jsonb_to_recordset(p_rows) AS x(attempt uuid, delivered boolean)
    JOIN public.attempts a ON a.id = x.attempt WHERE x.delivered), v_now);
END $$;
