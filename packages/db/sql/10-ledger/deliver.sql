-- What delivering means beside the money: the image row, the succeeded attempt, the completed task.
CREATE OR REPLACE FUNCTION ledger.deliver(p_now timestamptz, p_captures ledger.capture[], p_items jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE
SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  INSERT INTO public.images (
    task_id, attempt_id, user_id, storage_key, thumb_key, sha256, mime_type, width, height, size_bytes,
    seed, placeholder, created_at)
  SELECT c.task_id, c.attempt_id, c.consumer_id, i.image ->> 'storageKey', i.image ->> 'thumbKey',
         i.image ->> 'sha256', i.image ->> 'mimeType', (i.image ->> 'width')::integer,
         (i.image ->> 'height')::integer, (i.image ->> 'sizeBytes')::integer,
         (i.image ->> 'seed')::bigint, coalesce(i.image ->> 'placeholder', ''), p_now
    FROM unnest(p_captures) c
    CROSS JOIN LATERAL (SELECT p_items -> (c.item - 1) -> 'image' AS image) i;
  UPDATE public.attempts a
     SET state = 'succeeded', finished_at = p_now,
         upstream_request_id = i.item ->> 'upstreamRequestId', latency_ms = (i.item ->> 'latencyMs')::integer
    FROM unnest(p_captures) c
    CROSS JOIN LATERAL (SELECT p_items -> (c.item - 1) AS item) i
   WHERE a.id = c.attempt_id;
  UPDATE public.tasks t
     SET status = 'completed', lease_until = NULL, finished_at = p_now, updated_at = p_now,
         row_version = nextval('public.task_row_version')
    FROM unnest(p_captures) c
   WHERE t.id = c.task_id;
  PERFORM queue.give_back((SELECT array_agg(c.attempt_id ORDER BY c.attempt_id) FROM unnest(p_captures) c), 'slot');
END $$;
