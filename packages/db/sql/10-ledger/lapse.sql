-- What a hold took from a lot that has expired since goes to the platform that granted it.
CREATE OR REPLACE FUNCTION ledger.lapse(p_now timestamptz, p_holds ledger.resolution[]) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_ids jsonb;
BEGIN
  SELECT jsonb_object_agg(h.task_id, uuidv7()) INTO v_ids FROM unnest(p_holds) h WHERE h.lapsed > 0;
  IF v_ids IS NULL THEN
    RETURN;
  END IF;
  PERFORM ledger.post(p_now,
    (SELECT array_agg(ROW((v_ids ->> h.task_id::text)::uuid, 'expire', 'expire:' || h.task_id,
         ledger.content_hash(jsonb_build_array('expire', h.task_id, h.lapsed)), 'system', NULL)::ledger.movement)
       FROM unnest(p_holds) h WHERE h.lapsed > 0),
    (SELECT array_agg(ROW((v_ids ->> h.task_id::text)::uuid, g.user_id, g.kind, NULL, g.amount)::ledger.leg)
       FROM unnest(p_holds) h
       CROSS JOIN LATERAL (VALUES
         (h.user_id, 'held'::public.account_kind, -h.lapsed),
         (NULL, 'bonus_expense', h.lapsed)) AS g (user_id, kind, amount)
      WHERE h.lapsed > 0),
    (SELECT array_agg(ROW((v_ids ->> h.task_id::text)::uuid, h.user_id, 'expiry', -h.lapsed,
         h.task_id, h.run_id, NULL, h.model_id)::ledger.line)
       FROM unnest(p_holds) h WHERE h.lapsed > 0));
END $$;
