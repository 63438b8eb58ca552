-- What time alone decides, on database time, without waiting for anybody. A lease ran out: an
-- undispatched claim is abandoned and requeued, a dispatched one is unknown, or, while it can be resumed,
-- left to queue.resume. A deadline passed: a pending task or undispatched claim expires; a call under way
-- is left to end, for two minutes at most.
-- Returns how many were requeued or ended, and how many of them expired.
CREATE OR REPLACE FUNCTION queue.sweep(p_limit integer)
RETURNS TABLE (abandoned integer, unknown integer, expired integer) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_due uuid[];
  v_held uuid[];
  v_ends jsonb;
BEGIN
  SELECT array_agg(due.id) INTO v_due FROM (
    (SELECT t.id FROM public.tasks t WHERE t.status = 'processing' AND t.lease_until <= v_now
        AND NOT EXISTS (SELECT FROM public.attempts a
          WHERE a.id = t.attempt_id AND queue.resumable(a, t.deadline_at, v_now))
      ORDER BY t.lease_until LIMIT least(p_limit, 500))
    UNION
    (SELECT t.id FROM public.tasks t WHERE t.status IN ('pending', 'processing') AND t.deadline_at <= v_now
      ORDER BY t.deadline_at LIMIT least(p_limit, 500))) due;
  -- Others may hold some of them at this moment; the next sweep looks again.
  SELECT array_agg(l.id) INTO v_held FROM (
    SELECT t.id FROM public.tasks t WHERE t.id = ANY (v_due) ORDER BY t.id FOR NO KEY UPDATE SKIP LOCKED) l;

  SELECT jsonb_agg(jsonb_build_object(
    'task', t.id, 'attempt', a.id,
    'state', CASE WHEN a.state = 'dispatched' THEN 'unknown' ELSE 'abandoned' END,
    'code', CASE WHEN t.lease_until <= v_now THEN 'WORKER_LOST' ELSE 'DEADLINE_PASSED' END,
    'requeue', a.id IS NOT NULL AND queue.may_retry(t, a.state = 'dispatched', v_now),
    'status', CASE WHEN t.deadline_at <= v_now THEN 'expired' ELSE 'failed' END,
    'exclude', coalesce(a.state = 'dispatched', false),
    'slot', coalesce(a.state = 'claimed', false), 'credits', true,
    'loss', coalesce(a.state = 'dispatched', false)))
  INTO v_ends
  FROM public.tasks t LEFT JOIN public.attempts a ON a.id = t.attempt_id AND t.status = 'processing'
  WHERE t.id = ANY (v_held) AND CASE t.status
    WHEN 'pending' THEN t.deadline_at <= v_now
    WHEN 'processing' THEN (t.lease_until <= v_now AND NOT queue.resumable(a, t.deadline_at, v_now))
      OR (t.deadline_at <= v_now AND a.state = 'claimed')
      OR t.deadline_at <= v_now - interval '2 minutes'
    ELSE false END;
  IF v_ends IS NOT NULL THEN
    PERFORM queue.end_attempts(v_ends, v_now);
  END IF;

  RETURN QUERY
  SELECT count(*) FILTER (WHERE e.state = 'abandoned' AND e.attempt IS NOT NULL)::integer,
         count(*) FILTER (WHERE e.state = 'unknown')::integer,
         count(*) FILTER (WHERE NOT e.requeue AND e.status = 'expired')::integer
  FROM jsonb_to_recordset(coalesce(v_ends, '[]')) AS e(state text, attempt uuid, requeue boolean, status text);
END $$;
