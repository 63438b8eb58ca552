-- What a repeated submit answers: the run of the first call, if it asked for the same.
CREATE OR REPLACE FUNCTION ledger.repeated_run(p_user uuid, p_client uuid, p_request_hash text)
RETURNS TABLE (run_id uuid, held bigint, deadline_at timestamptz, repeated boolean)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  v_run public.runs;
BEGIN
  SELECT r.* INTO STRICT v_run FROM public.runs r WHERE r.user_id = p_user AND r.client_id = p_client;
  IF v_run.request_hash <> p_request_hash THEN
    RAISE EXCEPTION 'IDEMPOTENCY_CONFLICT' USING ERRCODE = 'AF102';
  END IF;
  RETURN QUERY
  SELECT v_run.id, sum(t.ceiling)::bigint, max(t.deadline_at), true FROM public.tasks t WHERE t.run_id = v_run.id;
END $$;
