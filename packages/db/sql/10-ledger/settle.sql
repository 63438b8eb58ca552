-- Settles one delivered task: capture at the price frozen on the attempt, the rest of the hold back,
-- the provider's share pending. The same rules as the set form in few statements, because what one
-- costs is its start, not its rows. What does not fit at once, a hold from bonus lots, and an own key
-- go through the set, which says why.
CREATE OR REPLACE FUNCTION ledger.settle(p_item jsonb) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off AS $$
DECLARE
  v_attempt_id uuid := p_item ->> 'attemptId';
  v_task record;
  v_price bigint;
  v_provider uuid;
  v_resource uuid;
  v_account uuid;
  v_upstream text;
  v_fee bigint;
  v_share bigint;
  v_promo bigint;
  v_available bigint;
  v_earned bigint;
  v_transfer uuid := uuidv7();
  v_now timestamptz;
BEGIN
  -- By its key alone: with the status, statistics from a quiet moment make the planner walk an index
  -- of all that run.
  SELECT t.id, t.user_id, t.run_id, t.model_id, t.status, t.attempt_id, t.fence, t.ceiling, t.commission_bps,
         t.held_lots, t.held_promo, t.held_available, t.held_earned,
         (SELECT s."on" FROM public.system_switches s WHERE s.name = 'settlement') AS stopped
    INTO v_task FROM public.tasks t WHERE t.id = (p_item ->> 'taskId')::uuid FOR NO KEY UPDATE;
  IF v_task.status = 'processing' AND v_task.attempt_id = v_attempt_id AND v_task.fence = (p_item ->> 'fence')::bigint
    AND v_task.held_lots IS NULL AND v_task.ceiling > 0 AND v_task.stopped IS NOT TRUE THEN
    v_now := public.clock_now();
    UPDATE public.attempts a
       SET state = 'succeeded', finished_at = v_now, upstream_request_id = p_item ->> 'upstreamRequestId',
           latency_ms = (p_item ->> 'latencyMs')::integer, billed_e4 = (p_item ->> 'billedE4')::bigint, slot_held = false
      FROM public.resources r
     WHERE a.id = v_attempt_id AND a.task_id = v_task.id AND a.fence = v_task.fence AND a.state::text = 'dispatched'
       AND a.slot_held IS TRUE AND a.dispatched_at IS NOT NULL AND a.price BETWEEN 1 AND v_task.ceiling
       AND r.id = a.resource_id AND r.owner_id <> v_task.user_id
    RETURNING a.price, r.owner_id, r.id, a.upstream_account_id, r.upstream_id
      INTO v_price, v_provider, v_resource, v_account, v_upstream;
  END IF;
  IF v_price IS NULL THEN
    RETURN (SELECT s.outcome FROM ledger.settle_set(jsonb_build_array(p_item)) s);
  END IF;
  PERFORM FROM public.accounts a
    WHERE a.user_id IN (v_task.user_id, v_provider) AND a.kind = 'available' ORDER BY a.id FOR NO KEY UPDATE;
  v_fee := v_price * v_task.commission_bps / 10000;
  v_share := v_price - v_fee;
  v_promo := least(v_task.held_promo, v_price);
  v_available := least(v_task.held_available, v_price - v_promo);
  v_earned := v_price - v_promo - v_available;

  WITH transfer AS (
    INSERT INTO public.transfers (id, kind, business_key, content_hash, actor_kind, created_at)
    VALUES (v_transfer, 'settle', 'settle:' || v_task.id,
            sha256(convert_to('["settle", "' || v_task.id || '", "' || v_attempt_id || '", ' || v_price || ']', 'UTF8')),
            'worker', v_now)
  ), moved AS (
    UPDATE public.accounts a SET balance = a.balance + g.amount, seq = a.seq + 1
      FROM (VALUES
        (v_task.user_id, 'held'::public.account_kind, -v_task.ceiling),
        (v_task.user_id, 'promo_earned', v_task.held_promo - v_promo),
        (v_task.user_id, 'available', v_task.held_available - v_available),
        (v_task.user_id, 'earned', v_task.held_earned - v_earned),
        (v_provider, 'pending', v_share)) AS g (user_id, kind, amount)
     WHERE a.user_id = g.user_id AND a.kind = g.kind AND g.amount <> 0
    RETURNING a.id, g.amount, a.seq, a.balance
  ), posted AS (
    INSERT INTO public.entries (transfer_id, account_id, amount, seq, balance_after)
    SELECT v_transfer, m.id, m.amount, m.seq, m.balance FROM moved m
    UNION ALL
    SELECT v_transfer, a.id, v_fee, NULL, NULL FROM public.accounts a
     WHERE a.user_id IS NULL AND a.kind = 'commission' AND a.gateway = '' AND v_fee <> 0
  ), stated AS (
    -- What a statement reads is from before it: the lines add what the legs move.
    INSERT INTO public.statement_lines (
      user_id, transfer_id, type, amount, spendable_delta, held_delta, pending_delta,
      spendable_after, held_after, pending_after, task_id, run_id, description, created_at)
    SELECT l.user_id, v_transfer, l.type, l.amount, l.spendable, l.held, l.pending,
           w.spendable + l.spendable, w.held + l.held, w.pending + l.pending, v_task.id, l.run_id, v_task.model_id, v_now
      FROM (VALUES
        (v_task.user_id, 'consume'::public.statement_type, -v_price, v_task.ceiling - v_price, -v_task.ceiling, 0, v_task.run_id),
        (v_provider, 'earn', v_share, 0, 0, v_share, NULL)) AS l (user_id, type, amount, spendable, held, pending, run_id)
      CROSS JOIN LATERAL (
        SELECT sum(a.balance) FILTER (WHERE a.kind IN ('bonus', 'promo_earned', 'available', 'earned')) AS spendable,
               sum(a.balance) FILTER (WHERE a.kind = 'held') AS held,
               sum(a.balance) FILTER (WHERE a.kind = 'pending') AS pending
          FROM public.accounts a WHERE a.user_id = l.user_id) w
     WHERE l.spendable <> 0 OR l.held <> 0 OR l.pending <> 0
  ), settled AS (
    INSERT INTO public.settlements (
      task_id, attempt_id, consumer_id, provider_id, resource_id, transfer_id, price, fee, provider_share,
      from_promo, from_available, from_earned, share_promo, matures_at, created_at)
    VALUES (v_task.id, v_attempt_id, v_task.user_id, v_provider, v_resource, v_transfer,
            v_price, v_fee, v_share, v_promo, v_available, v_earned,
            ledger.promo_share(v_share, v_promo, v_price),
            v_now + coalesce((SELECT (s.value #>> '{}')::bigint FROM public.settings s
              WHERE s.key = 'dispute.windowHours' ORDER BY s.version DESC LIMIT 1), 72) * interval '1 hour', v_now)
  ), pictured AS (
    INSERT INTO public.images (
      task_id, attempt_id, user_id, storage_key, thumb_key, sha256, mime_type, width, height, size_bytes,
      seed, placeholder, created_at)
    SELECT v_task.id, v_attempt_id, v_task.user_id, i."storageKey", i."thumbKey", i.sha256, i."mimeType",
           i.width, i.height, i."sizeBytes", i.seed, coalesce(i.placeholder, ''), v_now
      FROM jsonb_to_record(p_item -> 'image') AS i (
        "storageKey" text, "thumbKey" text, sha256 text, "mimeType" text, width integer, height integer,
        "sizeBytes" integer, seed bigint, placeholder text)
  )
  UPDATE public.tasks t
     SET status = 'completed', lease_until = NULL, finished_at = v_now, updated_at = v_now,
         row_version = nextval('public.task_row_version')
   WHERE t.id = v_task.id;
  -- queue.return_delivered for one call.
  UPDATE public.upstream_accounts u SET in_flight = greatest(0, u.in_flight - 1)
   WHERE u.id = v_account;
  UPDATE public.resource_counters c
     SET in_flight = greatest(0, c.in_flight - 1), failures = 0, breaker_until = NULL,
         probe_attempt_id = nullif(c.probe_attempt_id, v_attempt_id)
   WHERE c.resource_id = v_resource;
  -- As queue.wake_parked asks, without the call.
  PERFORM FROM public.tasks p WHERE p.status = 'pending' AND p.parked_until > v_now
    ORDER BY p.model_id, p.parked_until LIMIT 1;
  IF FOUND THEN
    PERFORM queue.wake_parked(ARRAY[v_upstream], 1, v_now);
  END IF;
  RETURN 'settled';
END $$;
