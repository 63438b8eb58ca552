-- Settles one delivered task: capture at the price frozen on the attempt, the rest of the hold back,
-- the provider's share pending. The same rules as the set form, in scalar statements, because a set of
-- one costs twice as much. A hold from bonus lots, and an own key, go through the set.
CREATE OR REPLACE FUNCTION ledger.settle(p_item jsonb) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_now timestamptz;
  v_task public.tasks;
  v_call record;
  v_fee bigint;
  v_held ledger.wallet;
  v_take ledger.wallet;
  v_transfer uuid := uuidv7();
BEGIN
  SELECT t.* INTO v_task FROM public.tasks t WHERE t.id = (p_item ->> 'taskId')::uuid FOR NO KEY UPDATE;
  IF NOT FOUND OR v_task.held_lots IS NOT NULL OR v_task.ceiling = 0 OR v_task.status <> 'processing'
    OR v_task.attempt_id IS DISTINCT FROM (p_item ->> 'attemptId')::uuid
    OR v_task.fence IS DISTINCT FROM (p_item ->> 'fence')::bigint
    OR EXISTS (SELECT FROM public.system_switches s WHERE s.name = 'settlement' AND s."on") THEN
    RETURN (SELECT s.outcome FROM ledger.settle_set(jsonb_build_array(p_item)) s);
  END IF;
  v_now := public.clock_now();
  UPDATE public.attempts a
     SET state = 'succeeded', finished_at = v_now, upstream_request_id = p_item ->> 'upstreamRequestId',
         latency_ms = (p_item ->> 'latencyMs')::integer
    FROM public.resources r
   WHERE a.id = v_task.attempt_id AND a.task_id = v_task.id AND a.fence = v_task.fence AND a.state = 'dispatched'
     AND r.id = a.resource_id AND r.owner_id <> v_task.user_id AND a.price BETWEEN 1 AND v_task.ceiling
  RETURNING a.price, a.resource_id, r.owner_id INTO v_call;
  IF NOT FOUND THEN
    RETURN 'stale';
  END IF;
  PERFORM ledger.lock_wallets(ARRAY[v_task.user_id, v_call.owner_id]);

  v_fee := v_call.price * v_task.commission_bps / 10000;
  v_held := ROW(v_task.held_bonus, v_task.held_promo, v_task.held_available, v_task.held_earned);
  v_take := ledger.split_sources(v_held, v_call.price);
  PERFORM ledger.post(v_now,
    ROW(v_transfer, 'settle', 'settle:' || v_task.id,
      ledger.content_hash(jsonb_build_array('settle', v_task.id, v_task.attempt_id, v_call.price)), 'worker', NULL)::ledger.movement,
    ARRAY[
      ROW(v_transfer, v_task.user_id, 'held', NULL, -v_task.ceiling)::ledger.leg,
      ROW(v_transfer, v_task.user_id, 'promo_earned', NULL, v_held.promo - v_take.promo)::ledger.leg,
      ROW(v_transfer, v_task.user_id, 'available', NULL, v_held.available - v_take.available)::ledger.leg,
      ROW(v_transfer, v_task.user_id, 'earned', NULL, v_held.earned - v_take.earned)::ledger.leg,
      ROW(v_transfer, v_call.owner_id, 'pending', NULL, v_call.price - v_fee)::ledger.leg,
      ROW(v_transfer, NULL, 'commission', NULL, v_fee)::ledger.leg],
    ARRAY[
      ROW(v_transfer, v_task.user_id, 'consume', -v_call.price, v_task.ceiling - v_call.price, -v_task.ceiling, 0,
        v_task.id, v_task.run_id, NULL, v_task.model_id)::ledger.line,
      ROW(v_transfer, v_call.owner_id, 'earn', v_call.price - v_fee, 0, 0, v_call.price - v_fee,
        v_task.id, NULL, NULL, v_task.model_id)::ledger.line]);
  INSERT INTO public.settlements (
    task_id, attempt_id, consumer_id, provider_id, resource_id, transfer_id, price, fee, provider_share,
    from_promo, from_available, from_earned, share_promo, matures_at, created_at)
  VALUES (v_task.id, v_task.attempt_id, v_task.user_id, v_call.owner_id, v_call.resource_id, v_transfer,
          v_call.price, v_fee, v_call.price - v_fee, v_take.promo, v_take.available, v_take.earned,
          ledger.promo_share(v_call.price - v_fee, v_take.promo, v_call.price),
          v_now + ledger.setting('dispute.windowHours', 72) * interval '1 hour', v_now);
  INSERT INTO public.images (
    task_id, attempt_id, user_id, storage_key, thumb_key, sha256, mime_type, width, height, size_bytes,
    seed, placeholder, created_at)
  SELECT v_task.id, v_task.attempt_id, v_task.user_id, i."storageKey", i."thumbKey", i.sha256, i."mimeType",
         i.width, i.height, i."sizeBytes", i.seed, coalesce(i.placeholder, ''), v_now
    FROM jsonb_to_record(p_item -> 'image') AS i (
      "storageKey" text, "thumbKey" text, sha256 text, "mimeType" text, width integer, height integer,
      "sizeBytes" integer, seed bigint, placeholder text);
  UPDATE public.tasks t
     SET status = 'completed', lease_until = NULL, finished_at = v_now, updated_at = v_now,
         row_version = nextval('public.task_row_version')
   WHERE t.id = v_task.id;
  PERFORM queue.give_back(ARRAY[v_task.attempt_id], 'slot');
  RETURN 'settled';
END $$;
