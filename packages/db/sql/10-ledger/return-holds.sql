-- Moves what is left of whole holds back to its sources, one transfer per task.
CREATE OR REPLACE FUNCTION ledger.return_holds(
  p_now timestamptz, p_holds ledger.resolution[], p_actor_kind public.actor_kind, p_actor uuid
) RETURNS void
LANGUAGE plpgsql VOLATILE
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_ids jsonb;
BEGIN
  SELECT jsonb_object_agg(h.task_id, uuidv7()) INTO v_ids FROM unnest(p_holds) h WHERE h.ceiling > h.lapsed;
  IF v_ids IS NULL THEN
    RETURN;
  END IF;
  PERFORM ledger.post(p_now,
    (SELECT array_agg(ROW((v_ids ->> h.task_id::text)::uuid, 'release', 'release:' || h.task_id,
         ledger.content_hash(jsonb_build_array('release', h.task_id, h.ceiling)), p_actor_kind, p_actor)::ledger.movement)
       FROM unnest(p_holds) h WHERE h.ceiling > h.lapsed),
    (SELECT array_agg(ROW((v_ids ->> h.task_id::text)::uuid, h.user_id, g.kind, NULL, g.amount)::ledger.leg
                      ORDER BY h.task_id, g.position)
       FROM unnest(p_holds) h
       CROSS JOIN LATERAL (VALUES
         (1, 'held'::public.account_kind, h.lapsed - h.ceiling),
         (2, 'earned', h.back_earned),
         (3, 'available', h.back_available),
         (4, 'promo_earned', h.back_promo),
         (5, 'bonus', h.back_bonus)) AS g (position, kind, amount)
      WHERE g.amount <> 0 AND h.ceiling > h.lapsed),
    (SELECT array_agg(ROW((v_ids ->> h.task_id::text)::uuid, h.user_id, 'release', h.ceiling - h.lapsed,
         h.task_id, h.run_id, NULL, h.model_id)::ledger.line ORDER BY h.task_id)
       FROM unnest(p_holds) h WHERE h.ceiling > h.lapsed));
END $$;
