-- Writes receipts for at most about p_limit further uses of keys, in the order of the transactions that ended or
-- resolved them, and links each to the one before on its resource. Behind the writers and only below the oldest open
-- transaction, so that nothing commits into a stretch that was read. Returns how many uses it looked at.
CREATE OR REPLACE FUNCTION vault.chain_receipts(p_limit integer DEFAULT 500) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
  v_from xid8;
  v_to xid8;
  v_now timestamptz := public.clock_now();
  v_use record;
  v_receipt public.key_receipts;
  v_seen bigint := 0;
BEGIN
  SELECT m.up_to_xid INTO v_from FROM public.tailers m WHERE m.name = 'receipts';
  -- An idle market is left without a lock and without a write.
  IF NOT EXISTS (SELECT FROM public.attempts a WHERE a.ended_xid >= v_from AND a.ended_xid < v_horizon) THEN
    RETURN 0;
  END IF;
  SELECT m.up_to_xid INTO v_from FROM public.tailers m WHERE m.name = 'receipts' FOR NO KEY UPDATE;
  SELECT (max(x.ended_xid)::text::numeric + 1)::text::xid8 INTO v_to FROM (
    SELECT a.ended_xid FROM public.attempts a
     WHERE a.ended_xid >= v_from AND a.ended_xid < v_horizon ORDER BY a.ended_xid LIMIT greatest(p_limit, 1)) x;
  IF v_to IS NULL THEN
    RETURN 0;
  END IF;
  UPDATE public.tailers m SET up_to_xid = v_to, updated_at = v_now WHERE m.name = 'receipts';

  FOR v_use IN
    SELECT a.*, k.version, t.model_id FROM public.attempts a
      JOIN public.credentials k ON k.id = a.credential_id JOIN public.tasks t ON t.id = a.task_id
     WHERE a.ended_xid >= v_from AND a.ended_xid < v_to ORDER BY a.ended_xid, a.finished_at, a.id
  LOOP
    v_seen := v_seen + 1;
    v_receipt := ROW(v_use.resource_id, 0, v_use.id, 'use', v_use.version, v_use.dispatched_at, v_use.model_id,
      coalesce(v_use.upstream_request_id, ''), v_use.cost_e4, v_use.billed_e4,
      CASE WHEN v_use.state = 'unknown' OR v_use.resolved_at IS NOT NULL THEN 'UNKNOWN'
           WHEN v_use.state = 'succeeded' THEN 'DELIVERED' ELSE coalesce(v_use.error_code, upper(v_use.state::text)) END,
      ''::bytea, v_now)::public.key_receipts;
    PERFORM vault.add_receipt(v_receipt);
    IF v_use.resolved_at IS NOT NULL THEN
      v_receipt.event := 'resolution';
      v_receipt.at := v_use.resolved_at;
      v_receipt.outcome := CASE v_use.billed WHEN true THEN 'BILLED:' WHEN false THEN 'NOT_BILLED:' ELSE 'UNDECIDED:' END
        || v_use.resolution;
      PERFORM vault.add_receipt(v_receipt);
    END IF;
  END LOOP;
  RETURN v_seen;
END $$;
