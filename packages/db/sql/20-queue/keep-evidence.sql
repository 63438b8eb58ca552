-- An image that came after its attempt was given up: the vendor billed it, so an unknown is resolved. After
-- its task had ended it is kept as evidence for a dispute, never delivered.
-- p_rows: settlement rows that were stale, up to 50. Returns the attempts whose image was kept.
CREATE OR REPLACE FUNCTION queue.keep_evidence(p_worker text, p_rows jsonb)
RETURNS TABLE (attempt uuid) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY
  WITH late AS (
    SELECT t.id AS task_id, t.user_id, t.status, x.*
    FROM jsonb_to_recordset(p_rows) AS x(
      "attemptId" uuid, fence bigint, image jsonb, "upstreamRequestId" text, "latencyMs" integer, "billedE4" bigint)
    JOIN public.attempts a ON a.id = x."attemptId" AND a.fence = x.fence AND a.worker_id = p_worker
    JOIN public.tasks t ON t.id = a.task_id
    WHERE a.state = 'unknown'
      OR (a.state IN ('failed', 'abandoned') AND t.status IN ('failed', 'cancelled', 'expired'))
  ), answered AS (
    UPDATE public.attempts a
    SET upstream_request_id = coalesce(a.upstream_request_id, l."upstreamRequestId"), latency_ms = l."latencyMs",
        resolution = coalesce(a.resolution, CASE WHEN a.state = 'unknown' THEN 'late_answer' END),
        resolved_at = coalesce(a.resolved_at, CASE WHEN a.state = 'unknown' THEN public.clock_now() END),
        billed = coalesce(a.billed, CASE WHEN a.state = 'unknown' THEN true END),
        billed_e4 = coalesce(a.billed_e4, l."billedE4")
    FROM late l WHERE a.id = l."attemptId"
    RETURNING a.id
  )
  INSERT INTO public.images (task_id, attempt_id, user_id, storage_key, thumb_key, sha256, mime_type, width, height,
    size_bytes, seed, placeholder, state, created_at)
  SELECT l.task_id, l."attemptId", l.user_id, i."storageKey", i."thumbKey", i.sha256, i."mimeType", i.width, i.height,
    i."sizeBytes", i.seed, coalesce(i.placeholder, ''), 'evidence', public.clock_now()
  FROM late l CROSS JOIN LATERAL jsonb_to_record(l.image) AS i(
    "storageKey" text, "thumbKey" text, sha256 text, "mimeType" text, width integer, height integer,
    "sizeBytes" integer, seed bigint, placeholder text)
  WHERE l.status IN ('failed', 'cancelled', 'expired')
  ON CONFLICT (task_id) DO NOTHING
  RETURNING images.attempt_id;
END $$;
