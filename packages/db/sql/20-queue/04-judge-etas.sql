-- Whether delivered images came within the times that were shown for them, and how the real times compare
-- with the expected ones: 33 buckets from 1/16 to 16 times, four to the octave, each delivery taking 3 % off
-- those before it. Judged once: the row goes. Times of tasks that brought no image are dropped after an hour.
CREATE OR REPLACE FUNCTION queue.judge_etas(p_tasks uuid[], p_now timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_model record;
BEGIN
  FOR v_model IN
    WITH judged AS (DELETE FROM public.task_etas e WHERE e.task_id = ANY (p_tasks) RETURNING e.*)
    SELECT j.model_id AS id, count(*) FILTER (WHERE m.ms < j.low_ms) AS early,
      count(*) FILTER (WHERE m.ms > j.high_ms) AS late,
      count(*) FILTER (WHERE m.ms BETWEEN j.low_ms AND j.high_ms) AS inside,
      array_agg(m.ms / j.point_ms) AS ratios
    FROM judged j JOIN public.tasks t ON t.id = j.task_id
    CROSS JOIN LATERAL (SELECT greatest(1, extract(epoch FROM coalesce(t.finished_at, p_now) - j.shown_at) * 1000)::double precision AS ms) m
    GROUP BY j.model_id ORDER BY j.model_id
  LOOP
    INSERT INTO public.eta_records (model_id, updated_at) VALUES (v_model.id, p_now) ON CONFLICT (model_id) DO NOTHING;
    UPDATE public.eta_records r
    SET inside = r.inside + v_model.inside, early = r.early + v_model.early, late = r.late + v_model.late,
        weights = queue.mix_weights(r.weights, 0.97 ^ cardinality(v_model.ratios), v_model.ratios, 0.0625, 4, 33),
        updated_at = p_now
    WHERE r.model_id = v_model.id;
    UPDATE public.eta_records r
    SET low_ratio = queue.quantile_of(r.weights, 0.1, 0.0625, 4), high_ratio = queue.quantile_of(r.weights, 0.9, 0.0625, 4),
        weight = (SELECT sum(w) FROM unnest(r.weights) w)
    WHERE r.model_id = v_model.id;
  END LOOP;
  DELETE FROM public.task_etas e WHERE e.task_id IN (
    SELECT o.task_id FROM public.task_etas o WHERE o.shown_at < p_now - interval '1 hour'
    ORDER BY o.shown_at LIMIT 50 FOR UPDATE SKIP LOCKED);
END $$;
