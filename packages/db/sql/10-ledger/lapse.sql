-- What holds took from lots that have expired since goes to the platform that granted them.
CREATE OR REPLACE FUNCTION ledger.lapse(p_now timestamptz, p_endings ledger.ending[]) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_ids jsonb;
BEGIN
  SELECT jsonb_object_agg(e.task_id, uuidv7()) INTO v_ids FROM unnest(p_endings) e WHERE e.lapsed > 0;
  IF v_ids IS NULL THEN
    RETURN;
  END IF;
  PERFORM ledger.post_set(p_now,
    (SELECT array_agg(ROW((v_ids ->> e.task_id::text)::uuid, 'expire', 'expire:' || e.task_id,
         ledger.content_hash(jsonb_build_array('expire', e.task_id, e.lapsed)), 'system', NULL)::ledger.movement)
       FROM unnest(p_endings) e WHERE e.lapsed > 0),
    (SELECT array_agg(ROW((v_ids ->> e.task_id::text)::uuid, g.user_id, g.kind, NULL, g.amount)::ledger.leg)
       FROM unnest(p_endings) e
       CROSS JOIN LATERAL (VALUES
         (e.consumer_id, 'held'::public.account_kind, -e.lapsed),
         (NULL, 'bonus_expense', e.lapsed)) AS g (user_id, kind, amount)
      WHERE e.lapsed > 0),
    (SELECT array_agg(ROW((v_ids ->> e.task_id::text)::uuid, e.consumer_id, 'expiry', -e.lapsed,
         0, -e.lapsed, 0, e.task_id, e.run_id, NULL, e.model_id)::ledger.line)
       FROM unnest(p_endings) e WHERE e.lapsed > 0));
END $$;
