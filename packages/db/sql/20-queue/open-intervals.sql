-- Accounts whose balance was read twice while they were quiet, with unknowns between, and every call that
-- went out between the two. Of more than 500 calls nothing is told: too many to judge by their sum.
CREATE OR REPLACE FUNCTION queue.open_intervals(p_limit integer)
RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('account', u.id, 'anchorE4', u.anchor_e4::text,
    'quietE4', u.quiet_e4::text, 'quietAt', u.quiet_at, 'calls', c.calls)), '[]')
  FROM (SELECT b.* FROM public.upstream_accounts b WHERE b.quiet_at IS NOT NULL
        ORDER BY b.quiet_at LIMIT least(p_limit, 50)) u
  CROSS JOIN LATERAL (
    SELECT CASE WHEN count(*) <= 500 THEN coalesce(jsonb_agg(jsonb_build_object('attempt', f.id,
      'costE4', coalesce(f.billed_e4, f.cost_e4)::text,
      'outcome', queue.call_outcome(f.state, f.credits_held, f.resolution, f.billed))), '[]') END AS calls
    FROM (
      SELECT a.* FROM public.resources r
      JOIN public.attempts a ON a.resource_id = r.id AND a.claimed_at > u.anchor_at - interval '1 hour'
      WHERE r.upstream_account_id = u.id AND a.upstream_account_id = u.id
        AND a.dispatched_at > u.anchor_at AND a.dispatched_at <= u.quiet_at
      LIMIT 501) f) c
$$;
