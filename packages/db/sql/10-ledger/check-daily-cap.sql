-- What a user may spend per UTC day: open holds count in full, finished tasks by their price.
CREATE OR REPLACE FUNCTION ledger.check_daily_cap(p_user uuid, p_total bigint, p_cap bigint, p_now timestamptz)
RETURNS void
LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_spent bigint;
BEGIN
  SELECT coalesce(sum(CASE WHEN t.status IN ('pending', 'processing') THEN t.ceiling ELSE s.price - s.reversed END), 0)
    INTO v_spent
    FROM public.tasks t LEFT JOIN public.settlements s ON s.task_id = t.id
   WHERE t.user_id = p_user AND t.created_at >= date_trunc('day', p_now, 'UTC');
  IF v_spent + p_total > p_cap THEN
    RAISE EXCEPTION 'DAILY_CAP_REACHED' USING ERRCODE = 'AF108', DETAIL = jsonb_build_object(
      'cap', p_cap::text, 'spent', v_spent::text, 'required', p_total::text)::text;
  END IF;
END $$;
