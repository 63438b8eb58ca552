-- What `loss` may still pay on this day for this user and side; leaves the counter's row locked.
CREATE OR REPLACE FUNCTION ledger.loss_room(p_user uuid, p_side text, p_day date, p_cap bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_room bigint;
BEGIN
  INSERT INTO public.loss_counters AS l (user_id, side, day, amount) VALUES (p_user, p_side, p_day, 0)
  ON CONFLICT (user_id, side, day) DO UPDATE SET amount = l.amount
  RETURNING greatest(0, p_cap - l.amount) INTO v_room;
  RETURN v_room;
END $$;
