-- Moves the money of delivered tasks and writes their settlement rows. An own key's task moves
-- nothing: its settlement has no transfer and is matured from the start.
CREATE OR REPLACE FUNCTION ledger.capture_holds(p_now timestamptz, p_captures ledger.capture[]) RETURNS void
LANGUAGE plpgsql VOLATILE
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_matures timestamptz := p_now + ledger.setting('dispute.windowHours', 72) * interval '1 hour';
  v_holds ledger.resolution[];
BEGIN
  SELECT array_agg(h) INTO v_holds
    FROM ledger.resolve_holds(p_now,
      (SELECT array_agg(c.task_id ORDER BY c.item) FROM unnest(p_captures) c),
      (SELECT array_agg(c.price ORDER BY c.item) FROM unnest(p_captures) c)) h;

  INSERT INTO public.settlements (
    task_id, attempt_id, consumer_id, provider_id, resource_id, transfer_id, price, fee, provider_share,
    from_bonus, from_promo, from_available, from_earned, share_promo, state, matures_at, matured_at, created_at)
  SELECT c.task_id, c.attempt_id, c.consumer_id, c.provider_id, c.resource_id,
         CASE WHEN c.ceiling > 0 THEN c.transfer_id END, c.price, c.fee, c.price - c.fee,
         h.take_bonus, h.take_promo, h.take_available, h.take_earned,
         -- Rounded up: no hundredth of bonus or promo becomes withdrawable.
         CASE WHEN c.price > 0
              THEN ceil((c.price - c.fee)::numeric * (h.take_bonus + h.take_promo) / c.price) ELSE 0 END,
         CASE WHEN c.ceiling > 0 THEN 'open' ELSE 'matured' END::public.settlement_state,
         CASE WHEN c.ceiling > 0 THEN v_matures ELSE p_now END,
         CASE WHEN c.ceiling = 0 THEN p_now END, p_now
    FROM unnest(p_captures) c JOIN unnest(v_holds) h ON h.task_id = c.task_id;

  PERFORM ledger.post(p_now,
    (SELECT array_agg(ROW(c.transfer_id, 'settle', 'settle:' || c.task_id,
         ledger.content_hash(jsonb_build_array('settle', c.task_id, c.attempt_id, c.price)),
         'worker', NULL)::ledger.movement)
       FROM unnest(p_captures) c WHERE c.ceiling > 0),
    (SELECT array_agg(ROW(c.transfer_id, g.user_id, g.kind, NULL, g.amount)::ledger.leg ORDER BY c.item, g.position)
       FROM unnest(p_captures) c JOIN unnest(v_holds) h ON h.task_id = c.task_id
       CROSS JOIN LATERAL (VALUES
         (1, c.consumer_id, 'held'::public.account_kind, h.lapsed - c.ceiling),
         (2, c.consumer_id, 'bonus', h.back_bonus),
         (3, c.consumer_id, 'promo_earned', h.back_promo),
         (4, c.consumer_id, 'available', h.back_available),
         (5, c.consumer_id, 'earned', h.back_earned),
         (6, c.provider_id, 'pending', c.price - c.fee),
         (7, NULL, 'commission', c.fee)) AS g (position, user_id, kind, amount)
      WHERE g.amount <> 0),
    (SELECT array_agg(ROW(c.transfer_id, g.user_id, g.type, g.amount, c.task_id, h.run_id, NULL, h.model_id)::ledger.line
                      ORDER BY c.item, g.position)
       FROM unnest(p_captures) c JOIN unnest(v_holds) h ON h.task_id = c.task_id
       CROSS JOIN LATERAL (VALUES
         (1, c.consumer_id, 'consume'::public.statement_type, -c.price),
         (2, c.provider_id, 'earn', c.price - c.fee)) AS g (position, user_id, type, amount)
      WHERE c.ceiling > 0 AND g.amount <> 0));
  PERFORM ledger.lapse(p_now, v_holds);
END $$;
