-- Gives back what attempts reserved. 'slot': the call is over and its upstream credits stay spent
-- (delivered, or perhaps billed); 'all': nothing was billed, so the credits come back too.
-- Call it last in a transaction, after tasks and user accounts are locked, and after the attempts'
-- state is written: a slot of a succeeded attempt also closes the resource's breaker.
-- Idempotent through attempts.slot_held and credits_held; returns how many attempts gave something.
CREATE OR REPLACE FUNCTION queue.give_back(p_attempts uuid[], p_what text)
RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p_what NOT IN ('slot', 'all') THEN
    RAISE EXCEPTION 'give back what? %', p_what USING ERRCODE = '22023';
  END IF;
  RETURN queue.return_capacity(
    p_attempts, array_fill(p_what = 'all', ARRAY[coalesce(cardinality(p_attempts), 0)]));
END $$;
