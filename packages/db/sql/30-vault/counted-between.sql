-- Our own count on an upstream account for a balance reading: what surely was billed by calls that ended after
-- p_after and up to p_until, what may have been billed by those whose outcome says nothing sure, and what ran at
-- p_until. Upstream credits in 1/10,000. A vendor's own figure widens the range, it never narrows it.
CREATE OR REPLACE FUNCTION vault.counted_between(
  p_account uuid, p_after timestamptz, p_until timestamptz, OUT sure_e4 bigint, OUT doubt_e4 bigint, OUT running_e4 bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT
    coalesce(sum(least(a.cost_e4, coalesce(a.billed_e4, a.cost_e4))) FILTER (WHERE a.state = 'succeeded' AND f.ended), 0)::bigint,
    coalesce(sum(CASE WHEN a.state = 'succeeded' THEN abs(a.cost_e4 - coalesce(a.billed_e4, a.cost_e4))
      ELSE greatest(a.cost_e4, coalesce(a.billed_e4, 0)) END) FILTER (WHERE f.ended AND (a.state = 'succeeded' OR f.doubtful)), 0)::bigint,
    coalesce(sum(greatest(a.cost_e4, coalesce(a.billed_e4, 0))) FILTER (WHERE NOT f.ended AND (a.finished_at IS NULL OR a.finished_at > p_until)), 0)::bigint
  FROM public.resources r
  JOIN public.attempts a ON a.resource_id = r.id AND a.claimed_at > coalesce(p_after, p_until) - interval '30 minutes'
  CROSS JOIN LATERAL (SELECT
    coalesce(a.finished_at > p_after AND a.finished_at <= p_until, false) AS ended,
    -- Refusals before anything was made cost nothing; every other end may have been billed.
    coalesce(a.error_code, '') NOT IN ('KEY_REFUSED', 'OUT_OF_CREDITS', 'RATE_LIMITED', 'BAD_REQUEST', 'PROMPT_REFUSED',
      'LANGUAGE_UNSUPPORTED', 'PUBLIC_FIGURE', 'PAYLOAD_TOO_LARGE', 'UNREACHABLE') AS doubtful) f
  WHERE r.upstream_account_id = p_account AND a.upstream_account_id = p_account AND a.dispatched_at < p_until
$$;
