-- What a definite refusal says about the key or the account behind it: a refused or drained key stops
-- its resource with the reason, a rate limit keeps everybody off the account until it passes.
-- The system errs, so the status is `error`; a probe that works again brings it back. p_rows: [{attempt, pause?, lockMs?}]
CREATE OR REPLACE FUNCTION queue.pause_failed(p_rows jsonb, p_now timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.upstream_accounts u
  SET locked_until = greatest(u.locked_until, p_now + g.ms * interval '1 millisecond')
  FROM (SELECT a.upstream_account_id AS id, max(least(x."lockMs", 600000)) AS ms
        FROM jsonb_to_recordset(p_rows) AS x(attempt uuid, "lockMs" integer)
        JOIN public.attempts a ON a.id = x.attempt
        WHERE x."lockMs" > 0 GROUP BY a.upstream_account_id ORDER BY a.upstream_account_id) g
  WHERE u.id = g.id;

  WITH paused AS (
    UPDATE public.resources r
    SET status = 'error', status_reason = g.reason, status_at = p_now, updated_at = p_now
    FROM (SELECT DISTINCT ON (a.resource_id) a.resource_id AS id, x.pause AS reason
          FROM jsonb_to_recordset(p_rows) AS x(attempt uuid, pause text)
          JOIN public.attempts a ON a.id = x.attempt
          -- A key that was replaced meanwhile says nothing about the one in use.
          JOIN public.credentials k ON k.id = a.credential_id AND k.state = 'active'
          WHERE x.pause IS NOT NULL ORDER BY a.resource_id) g
    WHERE r.id = g.id AND r.status = 'active'
    RETURNING r.id, r.status_reason
  )
  INSERT INTO public.audit_events (actor_kind, action, subject_kind, subject_id, detail, created_at)
  SELECT 'system', 'resource.paused', 'resource', p.id::text, jsonb_build_object('reason', p.status_reason), p_now
  FROM paused p;
END $$;
