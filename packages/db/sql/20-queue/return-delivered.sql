-- The slots of delivered calls, one per name in each list: queue.return_capacity for the case that every
-- settlement is. The credits stay spent, and a delivered image closes the breaker. The caller has
-- written the attempts; lock order as there.
CREATE OR REPLACE FUNCTION queue.return_delivered(
  p_upstreams uuid[], p_resources uuid[], p_attempts uuid[], p_now timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM public.upstream_accounts u WHERE u.id = ANY (p_upstreams) ORDER BY u.id FOR NO KEY UPDATE;
  PERFORM FROM public.resource_counters c WHERE c.resource_id = ANY (p_resources)
    ORDER BY c.resource_id FOR NO KEY UPDATE;
  UPDATE public.upstream_accounts u SET in_flight = greatest(0, u.in_flight - g.slots)
    FROM (SELECT n.id, count(*) AS slots FROM unnest(p_upstreams) AS n (id) GROUP BY n.id) g
   WHERE u.id = g.id;
  UPDATE public.resource_counters c
     SET in_flight = greatest(0, c.in_flight - g.slots), failures = 0, breaker_until = NULL,
         probe_attempt_id = CASE WHEN c.probe_attempt_id = ANY (p_attempts) THEN NULL ELSE c.probe_attempt_id END
    FROM (SELECT n.id, count(*) AS slots FROM unnest(p_resources) AS n (id) GROUP BY n.id) g
   WHERE c.resource_id = g.id;
  PERFORM queue.wake_parked(
    ARRAY(SELECT u.upstream_id::text FROM public.upstream_accounts u WHERE u.id = ANY (p_upstreams)),
    cardinality(p_upstreams), p_now);
END $$;
