-- What is known of a dispatched call's bill: billed, free, open (an unknown that nobody has resolved) or
-- perhaps (an answer without an image, or an unknown that only its deadline ended).
CREATE OR REPLACE FUNCTION queue.call_outcome(
  p_state public.attempt_state, p_credits_held boolean, p_resolution text, p_billed boolean
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE p_state
  WHEN 'succeeded' THEN 'billed'
  WHEN 'unknown' THEN CASE WHEN p_resolution IS NULL THEN 'open' WHEN p_resolution = 'deadline' THEN 'perhaps'
    WHEN p_billed THEN 'billed' ELSE 'free' END
  ELSE CASE WHEN p_credits_held THEN 'perhaps' ELSE 'free' END END;
