-- Keeps a balance that was read while none of our calls was under way, from a minute after the deadline
-- of those whose end we do not know. Between two such readings the account lost what was billed: the
-- first is the anchor, and while unknowns are open the next is kept beside it, to be judged.
CREATE OR REPLACE FUNCTION queue.note_quiet(p_account uuid, p_balance_e4 bigint, p_read_at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_now timestamptz := public.clock_now();
BEGIN
  IF EXISTS (
    SELECT FROM public.resources r
    JOIN public.attempts a ON a.resource_id = r.id AND a.claimed_at > p_read_at - interval '1 hour'
    WHERE r.upstream_account_id = p_account AND a.upstream_account_id = p_account AND a.dispatched_at <= v_now
      AND CASE a.state WHEN 'dispatched' THEN true
        WHEN 'unknown' THEN a.call_deadline_at + interval '1 minute' >= p_read_at
        ELSE a.finished_at >= p_read_at END) THEN
    RETURN;
  END IF;
  IF EXISTS (
    SELECT FROM public.upstream_accounts u
    JOIN public.attempts a ON a.upstream_account_id = u.id AND a.state = 'unknown' AND a.credits_held
      AND a.resolution IS NULL AND a.dispatched_at > u.anchor_at
    WHERE u.id = p_account) THEN
    UPDATE public.upstream_accounts u SET quiet_e4 = p_balance_e4, quiet_at = p_read_at
    WHERE u.id = p_account AND u.quiet_at IS NULL;
  ELSE
    UPDATE public.upstream_accounts u SET anchor_e4 = p_balance_e4, anchor_at = p_read_at, quiet_e4 = NULL, quiet_at = NULL
    WHERE u.id = p_account AND NOT u.balance_declared;
  END IF;
END $$;
