-- Pays a provider the catalogue's upstream credits at 1.0000 for a call that may have cost them and that no
-- consumer pays: once per attempt that the queue marked as due, capped per provider, consumer and UTC day.
-- Returns the hundredths paid for it, now or before; 0 when it is not due or the caps are used up.
CREATE OR REPLACE FUNCTION ledger.loss_payment(p_attempt uuid) RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_now timestamptz;
  v_day date;
  v_call record;
  v_amount bigint;
  v_transfer uuid := uuidv7();
BEGIN
  SELECT a.state, a.loss_due, a.dispatched_at, a.cost_e4, t.user_id AS consumer_id, t.model_id, t.ceiling, r.owner_id AS provider_id
    INTO v_call
    FROM public.attempts a JOIN public.tasks t ON t.id = a.task_id JOIN public.resources r ON r.id = a.resource_id
   WHERE a.id = p_attempt;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  -- An undispatched call cost nothing, one under way may still be delivered and paid, and an own key
  -- is its owner's affair.
  IF v_call.dispatched_at IS NULL OR v_call.state NOT IN ('failed', 'unknown', 'abandoned')
    OR v_call.ceiling = 0 OR v_call.provider_id = v_call.consumer_id THEN
    RETURN 0;
  END IF;
  PERFORM ledger.check_running();
  PERFORM ledger.lock_wallets(ARRAY[v_call.provider_id]);
  SELECT e.amount INTO v_amount FROM public.transfers x JOIN public.entries e ON e.transfer_id = x.id AND e.amount > 0
   WHERE x.business_key = 'loss:' || p_attempt;
  IF FOUND THEN
    RETURN v_amount;
  END IF;
  IF NOT v_call.loss_due THEN
    RETURN 0;
  END IF;

  v_now := public.clock_now();
  v_day := (v_now AT TIME ZONE 'UTC')::date;
  v_amount := least((v_call.cost_e4 + 99) / 100,
    ledger.loss_room(v_call.provider_id, 'provider', v_day, ledger.setting('loss.providerDailyCap', 20000)),
    ledger.loss_room(v_call.consumer_id, 'consumer', v_day, ledger.setting('loss.consumerDailyCap', 10000)));
  IF v_amount = 0 THEN
    RETURN 0;
  END IF;
  UPDATE public.loss_counters l SET amount = l.amount + v_amount
   WHERE l.day = v_day
     AND (l.user_id, l.side) IN ((v_call.provider_id, 'provider'), (v_call.consumer_id, 'consumer'));
  PERFORM ledger.post(v_now,
    ROW(v_transfer, 'loss_payment', 'loss:' || p_attempt,
      ledger.content_hash(jsonb_build_array('loss', p_attempt)), 'worker', NULL)::ledger.movement,
    ARRAY[ROW(v_transfer, NULL, 'loss', NULL, -v_amount)::ledger.leg,
          ROW(v_transfer, v_call.provider_id, 'promo_earned', NULL, v_amount)::ledger.leg],
    -- Whose task it was is not the provider's business.
    ARRAY[ROW(v_transfer, v_call.provider_id, 'compensation', v_amount,
      v_amount, 0, 0, NULL, NULL, NULL, v_call.model_id)::ledger.line]);
  RETURN v_amount;
END $$;
