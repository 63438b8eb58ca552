-- What an admin has corrected by hand on this UTC day without another one's agreement, up and down together.
CREATE OR REPLACE FUNCTION ledger.adjusted_alone(p_admin uuid, p_now timestamptz) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(abs(a.amount)), 0)::bigint FROM public.adjustments a
   WHERE a.requested_by = p_admin AND a.approved_by IS NULL AND a.kind = 'adjust' AND a.state = 'executed'
     AND a.executed_at >= date_trunc('day', p_now, 'UTC')
$$;
