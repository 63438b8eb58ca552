-- Which of these attempts hold a half-open breaker's probe. Read before their slots are given back.
CREATE OR REPLACE FUNCTION queue.probes_among(p_attempts uuid[])
RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(c.probe_attempt_id), '{}')
  FROM public.attempts a JOIN public.resource_counters c ON c.resource_id = a.resource_id
  WHERE a.id = ANY (p_attempts) AND c.probe_attempt_id = a.id
$$;
