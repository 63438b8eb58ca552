-- Moves earnings whose dispute window has passed from pending to where they can be spent: the part
-- paid from bonus or promo to promo_earned, the rest to earned, which pays a debt first. Nothing matures
-- while settlement is stopped. Returns how many settlements matured.
CREATE OR REPLACE FUNCTION ledger.mature(p_limit integer) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_tasks uuid[];
  v_ids jsonb;
  v_owing record;
BEGIN
  IF ledger.is_stopped() THEN
    RETURN 0;
  END IF;
  SELECT array_agg(d.task_id), jsonb_object_agg(d.task_id, uuidv7()) INTO v_tasks, v_ids FROM (
    SELECT s.task_id FROM public.settlements s
     WHERE s.state = 'open' AND s.matures_at <= v_now
     ORDER BY s.matures_at LIMIT least(p_limit, 500) FOR NO KEY UPDATE SKIP LOCKED) d;
  IF v_tasks IS NULL THEN
    RETURN 0;
  END IF;
  PERFORM ledger.lock_wallets(ARRAY(
    SELECT s.provider_id FROM public.settlements s WHERE s.task_id = ANY (v_tasks)));
  UPDATE public.settlements s SET state = 'matured', matured_at = v_now WHERE s.task_id = ANY (v_tasks);
  PERFORM ledger.post_set(v_now,
    (SELECT array_agg(ROW((v_ids ->> s.task_id::text)::uuid, 'mature', 'mature:' || s.task_id,
         ledger.content_hash(jsonb_build_array('mature', s.task_id)), 'system', NULL)::ledger.movement)
       FROM ledger.maturing(v_tasks) s),
    (SELECT array_agg(ROW((v_ids ->> s.task_id::text)::uuid, s.provider_id, g.kind, NULL, g.amount)::ledger.leg
                      ORDER BY s.task_id, g.position)
       FROM ledger.maturing(v_tasks) s
       CROSS JOIN LATERAL (VALUES
         (1, 'pending'::public.account_kind, -s.share),
         (2, 'promo_earned', s.promo),
         (3, 'earned', s.share - s.promo)) AS g (position, kind, amount)),
    (SELECT array_agg(ROW((v_ids ->> s.task_id::text)::uuid, s.provider_id, 'mature', s.share,
         s.share, 0, -s.share, s.task_id, NULL, NULL, s.model_id)::ledger.line ORDER BY s.task_id)
       FROM ledger.maturing(v_tasks) s));
  FOR v_owing IN
    SELECT s.provider_id, max(v_ids ->> s.task_id::text)::uuid AS transfer_id
      FROM public.settlements s
      JOIN public.accounts a ON a.user_id = s.provider_id AND a.kind = 'debt' AND a.balance < 0
     WHERE s.task_id = ANY (v_tasks) GROUP BY s.provider_id
  LOOP
    PERFORM ledger.recover_debt(v_now, v_owing.provider_id, v_owing.transfer_id);
  END LOOP;
  RETURN cardinality(v_tasks);
END $$;
