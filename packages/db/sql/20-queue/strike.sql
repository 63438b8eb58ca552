-- Filtered outputs may be billed upstream although nobody gets an image: the third of a UTC day closes
-- the model to that user for 24 hours.
CREATE OR REPLACE FUNCTION queue.strike(p_tasks uuid[], p_now timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO public.filter_strikes AS s (user_id, model_id, day, count, closed_until)
  SELECT t.user_id, t.model_id, (p_now AT TIME ZONE 'UTC')::date, count(*),
    CASE WHEN count(*) >= 3 THEN p_now + interval '24 hours' END
  FROM public.tasks t WHERE t.id = ANY (p_tasks)
  GROUP BY t.user_id, t.model_id ORDER BY t.user_id, t.model_id
  ON CONFLICT (user_id, model_id, day) DO UPDATE
  SET count = s.count + excluded.count,
      closed_until = CASE WHEN s.count + excluded.count >= 3
        THEN coalesce(s.closed_until, p_now + interval '24 hours') END
$$;
