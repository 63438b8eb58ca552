-- Moves what is left of whole holds back to its sources, one transfer per task.
CREATE OR REPLACE FUNCTION ledger.return_holds(
  p_now timestamptz, p_endings ledger.ending[], p_actor_kind public.actor_kind, p_actor uuid
) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM ledger.post_set(p_now,
    (SELECT array_agg(ROW(e.transfer_id, 'release', 'release:' || e.task_id,
         ledger.content_hash(jsonb_build_array('release', e.task_id, e.ceiling)), p_actor_kind, p_actor)::ledger.movement)
       FROM unnest(p_endings) e WHERE e.ceiling > e.lapsed),
    (SELECT array_agg(ROW(e.transfer_id, e.consumer_id, g.kind, NULL, g.amount)::ledger.leg)
       FROM unnest(p_endings) e
       CROSS JOIN LATERAL (VALUES
         ('held'::public.account_kind, e.lapsed - e.ceiling), ('earned', e.back_earned), ('available', e.back_available),
         ('promo_earned', e.back_promo), ('bonus', e.back_bonus)) AS g (kind, amount)
      WHERE g.amount <> 0),
    (SELECT array_agg(ROW(e.transfer_id, e.consumer_id, 'release', e.ceiling - e.lapsed,
         e.ceiling - e.lapsed, e.lapsed - e.ceiling, 0, e.task_id, e.run_id, NULL, e.model_id)::ledger.line)
       FROM unnest(p_endings) e WHERE e.ceiling > e.lapsed));
END $$;
