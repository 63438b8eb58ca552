-- The breaker: after 5 failures in a row a resource is shut for 30 s; then one probe at a time is let
-- through, and each failed probe doubles the pause, up to 10 minutes. Failures of calls that were
-- under way while it was shut already change nothing. p_probes: attempts that held a probe.
CREATE OR REPLACE FUNCTION queue.count_failures(p_attempts uuid[], p_probes uuid[], p_now timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM public.resource_counters c
    WHERE c.resource_id IN (SELECT a.resource_id FROM public.attempts a WHERE a.id = ANY (p_attempts))
    ORDER BY c.resource_id FOR NO KEY UPDATE;
  UPDATE public.resource_counters c
  SET failures = n.failures,
      breaker_until = CASE WHEN n.failures >= 5 AND n.failures > c.failures
        THEN p_now + least(600, 30 * 2 ^ least(n.failures - 5, 6)) * interval '1 second' ELSE c.breaker_until END,
      probe_attempt_id = CASE WHEN c.probe_attempt_id = ANY (p_probes) THEN NULL ELSE c.probe_attempt_id END
  FROM (
    SELECT b.resource_id, CASE
      WHEN b.failures < 5 THEN least(5, b.failures + f.failed)
      WHEN f.probed THEN b.failures + 1
      ELSE b.failures END AS failures
    FROM (SELECT a.resource_id, count(*)::integer AS failed, bool_or(a.id = ANY (p_probes)) AS probed
          FROM public.attempts a WHERE a.id = ANY (p_attempts) GROUP BY a.resource_id) f
    JOIN public.resource_counters b ON b.resource_id = f.resource_id
  ) n
  WHERE c.resource_id = n.resource_id;
END $$;
