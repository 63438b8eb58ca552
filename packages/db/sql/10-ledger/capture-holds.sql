-- Moves the money of delivered tasks and writes their settlement rows. An own key's task moves
-- nothing: its settlement has no transfer and is matured from the start.
CREATE OR REPLACE FUNCTION ledger.capture_holds(p_now timestamptz, p_endings ledger.ending[]) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_matures timestamptz := p_now + ledger.setting('dispute.windowHours', 72) * interval '1 hour';
BEGIN
  INSERT INTO public.settlements (
    task_id, attempt_id, consumer_id, provider_id, resource_id, transfer_id, price, fee, provider_share,
    from_bonus, from_promo, from_available, from_earned, share_promo, state, matures_at, matured_at, created_at)
  SELECT e.task_id, e.attempt_id, e.consumer_id, e.provider_id, e.resource_id, e.transfer_id,
         e.price, e.fee, e.price - e.fee, e.take_bonus, e.take_promo, e.take_available, e.take_earned,
         ledger.promo_share(e.price - e.fee, e.take_bonus + e.take_promo, e.price),
         CASE WHEN e.ceiling > 0 THEN 'open' ELSE 'matured' END::public.settlement_state,
         CASE WHEN e.ceiling > 0 THEN v_matures ELSE p_now END, CASE WHEN e.ceiling = 0 THEN p_now END, p_now
    FROM unnest(p_endings) e;

  PERFORM ledger.post_set(p_now,
    (SELECT array_agg(ROW(e.transfer_id, 'settle', 'settle:' || e.task_id,
         ledger.content_hash(jsonb_build_array('settle', e.task_id, e.attempt_id, e.price)),
         'worker', NULL)::ledger.movement)
       FROM unnest(p_endings) e WHERE e.ceiling > 0),
    (SELECT array_agg(ROW(e.transfer_id, g.user_id, g.kind, NULL, g.amount)::ledger.leg)
       FROM unnest(p_endings) e
       CROSS JOIN LATERAL (VALUES
         (e.consumer_id, 'held'::public.account_kind, e.lapsed - e.ceiling),
         (e.consumer_id, 'bonus', e.back_bonus),
         (e.consumer_id, 'promo_earned', e.back_promo),
         (e.consumer_id, 'available', e.back_available),
         (e.consumer_id, 'earned', e.back_earned),
         (e.provider_id, 'pending', e.price - e.fee),
         (NULL, 'commission', e.fee)) AS g (user_id, kind, amount)
      WHERE g.amount <> 0),
    (SELECT array_agg(ROW(e.transfer_id, g.user_id, g.type, g.amount, g.spendable, g.held, g.pending,
                          e.task_id, g.run_id, NULL, e.model_id)::ledger.line)
       FROM unnest(p_endings) e
       CROSS JOIN LATERAL (VALUES
         (e.consumer_id, 'consume'::public.statement_type, -e.price,
          e.ceiling - e.price - e.lapsed, e.lapsed - e.ceiling, 0, e.run_id),
         -- Whose run it was is not the provider's business.
         (e.provider_id, 'earn', e.price - e.fee, 0, 0, e.price - e.fee, NULL)
       ) AS g (user_id, type, amount, spendable, held, pending, run_id)
      WHERE e.ceiling > 0));
END $$;
