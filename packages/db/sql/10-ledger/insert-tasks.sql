-- Writes a run's tasks. Each takes the next stretch of what the run takes (bonus, promo, available,
-- earned) and remembers it. Frozen here: the cost of the call and the commission.
CREATE OR REPLACE FUNCTION ledger.insert_tasks(
  p_user uuid, p_run uuid, p_tasks uuid[], p_models text[], p_ceilings bigint[], p_seeds bigint[],
  p_take ledger.wallet, p_now timestamptz, p_deadline timestamptz
) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_rest ledger.wallet := p_take;
  v_held ledger.wallet;
  v_first integer;
  v_model record;
  v_start bigint;
  v_costs bigint[];
  v_keys bigint[];
  v_bonus bigint[];
  v_promo bigint[];
  v_available bigint[];
  v_earned bigint[];
  v_lots jsonb[];
BEGIN
  FOR i IN 1 .. cardinality(p_tasks) LOOP
    v_first := array_position(p_models, p_models[i]);
    IF v_first = i THEN
      v_model := ledger.take_fair_keys(
        p_user, p_models[i], cardinality(array_positions(p_models, p_models[i])), p_now);
      v_costs[i] := v_model.cost_e4;
      v_keys[i] := v_model.first_key;
    ELSE
      v_costs[i] := v_costs[v_first];
      v_keys[i] := v_keys[v_first] + cardinality(array_positions(p_models[:i - 1], p_models[i]));
    END IF;
    v_held := ledger.split_sources(v_rest, p_ceilings[i]);
    v_bonus[i] := v_held.bonus;
    v_promo[i] := v_held.promo;
    v_available[i] := v_held.available;
    v_earned[i] := v_held.earned;
    v_start := p_take.bonus - v_rest.bonus;
    v_lots[i] := CASE WHEN v_held.bonus > 0
      THEN ledger.lots_between(p_user, v_start, v_start + v_held.bonus, p_now) END;
    v_rest := ROW(v_rest.bonus - v_held.bonus, v_rest.promo - v_held.promo,
                  v_rest.available - v_held.available, v_rest.earned - v_held.earned);
  END LOOP;
  INSERT INTO public.tasks (
    id, run_id, user_id, index, model_id, seed, ceiling, held_bonus, held_promo, held_available, held_earned,
    held_lots, commission_bps, cost_e4, fair_key, deadline_at, created_at, updated_at)
  SELECT w.id, p_run, p_user, w.position - 1, w.model_id, w.seed, w.ceiling, w.bonus, w.promo, w.available, w.earned,
         w.lots, (SELECT c.bps FROM public.commission_rules c ORDER BY c.version DESC LIMIT 1),
         w.cost_e4, w.fair_key, p_deadline, p_now, p_now
    FROM unnest(p_tasks, p_models, p_ceilings, p_seeds, v_bonus, v_promo, v_available, v_earned, v_lots, v_costs, v_keys)
      WITH ORDINALITY AS w (id, model_id, ceiling, seed, bonus, promo, available, earned, lots, cost_e4, fair_key, position);
END $$;
