-- Writes a run's tasks. Each takes the next stretch of what the run takes (bonus, promo, available,
-- earned) and remembers it. Frozen here: the cost of the call and the commission.
CREATE OR REPLACE FUNCTION ledger.insert_tasks(
  p_user uuid, p_run uuid, p_tasks uuid[], p_models text[], p_ceilings bigint[], p_seeds bigint[],
  p_take ledger.wallet, p_now timestamptz, p_deadline timestamptz
) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_first integer;
  v_model record;
  v_bps integer;
  v_costs bigint[];
  v_keys bigint[];
  -- What is left of the take, by source, and what each task takes of it.
  v_bonus_left bigint := p_take.bonus;
  v_promo_left bigint := p_take.promo;
  v_available_left bigint := p_take.available;
  v_bonus bigint[];
  v_promo bigint[];
  v_available bigint[];
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
    v_bonus[i] := least(v_bonus_left, p_ceilings[i]);
    v_promo[i] := least(v_promo_left, p_ceilings[i] - v_bonus[i]);
    v_available[i] := least(v_available_left, p_ceilings[i] - v_bonus[i] - v_promo[i]);
    IF v_bonus[i] > 0 THEN
      v_lots[i] := ledger.lots_between(
        p_user, p_take.bonus - v_bonus_left, p_take.bonus - v_bonus_left + v_bonus[i], p_now);
    END IF;
    v_bonus_left := v_bonus_left - v_bonus[i];
    v_promo_left := v_promo_left - v_promo[i];
    v_available_left := v_available_left - v_available[i];
  END LOOP;
  SELECT c.bps INTO v_bps FROM public.commission_rules c ORDER BY c.version DESC LIMIT 1;
  -- By subscript: many arrays unnested side by side cost more than the rows.
  INSERT INTO public.tasks (
    id, run_id, user_id, index, model_id, seed, ceiling, held_bonus, held_promo, held_available, held_earned,
    held_lots, commission_bps, cost_e4, fair_key, deadline_at, created_at, updated_at)
  SELECT p_tasks[i], p_run, p_user, i - 1, p_models[i], p_seeds[i], p_ceilings[i],
         v_bonus[i], v_promo[i], v_available[i], p_ceilings[i] - v_bonus[i] - v_promo[i] - v_available[i],
         v_lots[i], v_bps, v_costs[i], v_keys[i], p_deadline, p_now, p_now
    FROM generate_series(1, cardinality(p_tasks)) i;
END $$;
