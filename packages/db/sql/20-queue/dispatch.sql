-- One dispatch: queue.dispatch_set says what it checks.
-- Returns {ok: true, callDeadlineAt} or {ok: false, reason}; repeating a dispatch answers the same.
CREATE OR REPLACE FUNCTION queue.dispatch(p_attempt uuid, p_fence bigint, p_worker text)
RETURNS jsonb LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN d.ok THEN jsonb_build_object('ok', true, 'callDeadlineAt', d.call_deadline_at)
    ELSE jsonb_build_object('ok', false, 'reason', d.reason) END
  FROM queue.dispatch_set(p_worker, jsonb_build_array(jsonb_build_object('attempt', p_attempt, 'fence', p_fence))) d
$$;
