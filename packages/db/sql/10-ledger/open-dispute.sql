-- Opens a dispute about a delivered task that its consumer has paid, within the window; moves no money,
-- but keeps the provider's share from maturing. Once per task, unless it was withdrawn.
CREATE OR REPLACE FUNCTION ledger.open_dispute(
  p_user uuid, p_task uuid, p_client uuid, p_request_hash text, p_type public.dispute_type, p_description text
) RETURNS TABLE (dispute_id uuid, repeated boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
  v_now timestamptz;
  v_settlement public.settlements;
  v_before public.disputes;
  v_dispute uuid;
BEGIN
  SELECT s.* INTO v_settlement FROM public.settlements s
   WHERE s.task_id = p_task AND s.consumer_id = p_user FOR NO KEY UPDATE;
  SELECT d.* INTO v_before FROM public.disputes d WHERE d.user_id = p_user AND d.client_id = p_client;
  IF FOUND THEN
    IF v_before.task_id <> p_task OR v_before.request_hash <> p_request_hash THEN
      RAISE EXCEPTION 'IDEMPOTENCY_CONFLICT' USING ERRCODE = 'AF102';
    END IF;
    RETURN QUERY SELECT v_before.id, true;
    RETURN;
  END IF;
  v_now := public.clock_now();
  PERFORM ledger.check_disputable(p_user, p_task, v_settlement, v_now);
  INSERT INTO public.disputes (
    task_id, user_id, provider_id, client_id, request_hash, type, description, evidence, created_at)
  VALUES (p_task, p_user, v_settlement.provider_id, p_client, p_request_hash, p_type, p_description,
    ledger.dispute_evidence(p_task), v_now)
  ON CONFLICT (user_id, client_id) DO NOTHING
  RETURNING id INTO v_dispute;
  -- The same id for another task at the same moment.
  IF v_dispute IS NULL THEN
    RAISE EXCEPTION 'IDEMPOTENCY_CONFLICT' USING ERRCODE = 'AF102';
  END IF;
  UPDATE public.settlements s SET state = 'disputed' WHERE s.task_id = p_task;
  RETURN QUERY SELECT v_dispute, false;
END $$;
