-- Writes a run's tasks: the sources are one line of credits (bonus, promo, available, earned), the
-- tasks lie along it in order, and each remembers the stretch it covers. Frozen here: cost, commission.
CREATE OR REPLACE FUNCTION ledger.insert_tasks(
  p_user uuid, p_run uuid, p_tasks uuid[], p_models text[], p_ceilings bigint[], p_seeds bigint[],
  p_bonus bigint, p_promo bigint, p_available bigint, p_now timestamptz, p_deadline timestamptz
) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_bps integer;
BEGIN
  SELECT c.bps INTO STRICT v_bps FROM public.commission_rules c ORDER BY c.version DESC LIMIT 1;
  WITH wanted AS (
    SELECT w.id, w.model_id, w.ceiling, w.seed, w.position,
           sum(w.ceiling) OVER (ORDER BY w.position) - w.ceiling AS start,
           sum(w.ceiling) OVER (ORDER BY w.position) AS stop,
           row_number() OVER (PARTITION BY w.model_id ORDER BY w.position) - 1 AS nth
      FROM unnest(p_tasks, p_models, p_ceilings, p_seeds) WITH ORDINALITY
             AS w (id, model_id, ceiling, seed, position)
  ), keys AS (
    -- Fair start: behind the user's own last task on the model, never behind the model's clock.
    INSERT INTO public.fair_keys AS f (user_id, model_id, last_key)
    SELECT p_user, w.model_id, coalesce(c.virtual_time, 0) + max(w.nth)
      FROM wanted w LEFT JOIN public.model_clocks c ON c.model_id = w.model_id
     GROUP BY w.model_id, c.virtual_time
     ORDER BY w.model_id
    ON CONFLICT (user_id, model_id) DO UPDATE
      SET last_key = greatest(excluded.last_key,
        f.last_key + (SELECT count(*) FROM wanted w WHERE w.model_id = f.model_id))
    RETURNING f.model_id, f.last_key
  )
  INSERT INTO public.tasks (
    id, run_id, user_id, index, model_id, seed, ceiling, held_bonus, held_promo, held_available, held_earned,
    held_lots, commission_bps, cost_e4, fair_key, deadline_at, created_at, updated_at)
  SELECT w.id, p_run, p_user, w.position - 1, w.model_id, w.seed, w.ceiling,
         greatest(0, least(w.stop, p_bonus) - w.start),
         greatest(0, least(w.stop, p_bonus + p_promo) - greatest(w.start, p_bonus)),
         greatest(0, least(w.stop, p_bonus + p_promo + p_available) - greatest(w.start, p_bonus + p_promo)),
         greatest(0, w.stop - greatest(w.start, p_bonus + p_promo + p_available)),
         CASE WHEN w.start < p_bonus AND w.ceiling > 0
              THEN ledger.lots_between(p_user, w.start::bigint, least(w.stop, p_bonus)::bigint, p_now) END,
         v_bps,
         (SELECT c.cost_e4 FROM public.model_prices c WHERE c.model_id = w.model_id ORDER BY c.version DESC LIMIT 1),
         k.last_key - (max(w.nth) OVER (PARTITION BY w.model_id) - w.nth), p_deadline, p_now, p_now
    FROM wanted w JOIN keys k ON k.model_id = w.model_id;
END $$;
