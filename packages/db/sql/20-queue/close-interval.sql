-- Writes what the difference of two quiet balances told of unknowns, and starts anew from the second.
-- p_verdicts: [{attempt, billed}], none for what stays ambiguous. Returns how many were resolved by it.
CREATE OR REPLACE FUNCTION queue.close_interval(p_account uuid, p_quiet_at timestamptz, p_verdicts jsonb)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_resolved integer;
BEGIN
  SELECT count(*) FILTER (WHERE queue.resolve_unknown(x.attempt, 'balance', x.billed, NULL)) INTO v_resolved
  FROM (SELECT v.attempt, v.billed FROM jsonb_to_recordset(p_verdicts) AS v(attempt uuid, billed boolean)
        ORDER BY v.attempt) x
  JOIN public.attempts a ON a.id = x.attempt AND a.upstream_account_id = p_account;
  UPDATE public.upstream_accounts u
  SET anchor_e4 = u.quiet_e4, anchor_at = u.quiet_at, quiet_e4 = NULL, quiet_at = NULL
  WHERE u.id = p_account AND u.quiet_at = p_quiet_at;
  RETURN v_resolved;
END $$;
