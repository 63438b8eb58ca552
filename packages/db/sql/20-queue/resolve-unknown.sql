-- What became of a call whose outcome nobody knew. Not billed: the slot and the credits go back to the
-- buckets they came from, and no loss is owed any more. The first word stands; returns whether it is this.
CREATE OR REPLACE FUNCTION queue.resolve_unknown(p_attempt uuid, p_resolution text, p_billed boolean, p_billed_e4 bigint)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.attempts a
  SET resolution = p_resolution, resolved_at = public.clock_now(), billed = p_billed,
      billed_e4 = CASE WHEN p_billed THEN p_billed_e4 ELSE 0 END, loss_due = a.loss_due AND p_billed
  WHERE a.id = p_attempt AND a.state = 'unknown' AND a.resolution IS NULL;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF NOT p_billed THEN
    PERFORM queue.give_back(ARRAY[p_attempt], 'all');
  END IF;
  RETURN true;
END $$;
