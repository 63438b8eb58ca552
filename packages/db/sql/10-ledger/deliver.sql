-- What delivering means beside the money: the image row, the succeeded attempt, the completed task.
CREATE OR REPLACE FUNCTION ledger.deliver(p_now timestamptz, p_endings ledger.ending[], p_items jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_upstreams uuid[];
  v_resources uuid[];
  v_left uuid[];
BEGIN
  INSERT INTO public.images (
    task_id, attempt_id, user_id, storage_key, thumb_key, sha256, mime_type, width, height, size_bytes,
    seed, placeholder, created_at)
  SELECT e.task_id, e.attempt_id, e.consumer_id, i."storageKey", i."thumbKey", i.sha256, i."mimeType",
         i.width, i.height, i."sizeBytes", i.seed, coalesce(i.placeholder, ''), p_now
    FROM unnest(p_endings) e
    CROSS JOIN LATERAL jsonb_to_record(p_items -> (e.item - 1) -> 'image') AS i (
      "storageKey" text, "thumbKey" text, sha256 text, "mimeType" text, width integer, height integer,
      "sizeBytes" integer, seed bigint, placeholder text);
  -- The slots go back in the same write: a row that is written twice in one transaction costs twice.
  WITH ended AS (
    UPDATE public.attempts a
       SET state = 'succeeded', finished_at = p_now,
           upstream_request_id = p_items -> (e.item - 1) ->> 'upstreamRequestId',
           latency_ms = (p_items -> (e.item - 1) ->> 'latencyMs')::integer,
           billed_e4 = (p_items -> (e.item - 1) ->> 'billedE4')::bigint,
           slot_held = a.slot_held AND a.dispatched_at IS NULL
      FROM unnest(p_endings) e
     WHERE a.id = e.attempt_id
    RETURNING a.id, a.upstream_account_id, a.resource_id, old.slot_held AND NOT new.slot_held AS returned, a.slot_held
  )
  SELECT array_agg(d.upstream_account_id) FILTER (WHERE d.returned), array_agg(d.resource_id) FILTER (WHERE d.returned),
         array_agg(d.id) FILTER (WHERE d.slot_held)
    INTO v_upstreams, v_resources, v_left FROM ended d;
  UPDATE public.tasks t
     SET status = 'completed', lease_until = NULL, finished_at = p_now, updated_at = p_now,
         row_version = nextval('public.task_row_version')
    FROM unnest(p_endings) e
   WHERE t.id = e.task_id;
  IF v_upstreams IS NOT NULL THEN
    PERFORM queue.return_delivered(v_upstreams, v_resources, ARRAY(SELECT e.attempt_id FROM unnest(p_endings) e), p_now);
  END IF;
  IF v_left IS NOT NULL THEN
    PERFORM queue.give_back(v_left, 'slot');
  END IF;
END $$;
