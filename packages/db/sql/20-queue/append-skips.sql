-- Adds up how often resources were passed over, and why, by hour; kept for two days.
-- p_rows: [{resource, reason, count, gapSum, priceSum, priced}]
CREATE OR REPLACE FUNCTION queue.append_skips(p_rows jsonb)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_now timestamptz := public.clock_now();
BEGIN
  INSERT INTO public.resource_skips AS s (resource_id, hour, reason, count, gap_sum, price_sum, priced)
  SELECT x.resource, date_trunc('hour', v_now, 'UTC'), x.reason, sum(x.count), sum(x."gapSum"), sum(x."priceSum"), sum(x.priced)
  FROM jsonb_to_recordset(p_rows) AS x(
    resource uuid, reason text, count integer, "gapSum" double precision, "priceSum" double precision, priced integer)
  GROUP BY x.resource, x.reason ORDER BY x.resource, x.reason
  ON CONFLICT (resource_id, hour, reason) DO UPDATE
  SET count = s.count + excluded.count, gap_sum = s.gap_sum + excluded.gap_sum,
      price_sum = s.price_sum + excluded.price_sum, priced = s.priced + excluded.priced;
  DELETE FROM public.resource_skips s WHERE (s.resource_id, s.hour, s.reason) IN (
    SELECT o.resource_id, o.hour, o.reason FROM public.resource_skips o WHERE o.hour < v_now - interval '48 hours'
    ORDER BY o.hour LIMIT 1000 FOR UPDATE SKIP LOCKED);
END $$;
