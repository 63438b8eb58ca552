-- How many requests may still lie in the window that ends now.
CREATE OR REPLACE FUNCTION queue.in_window(p_counts integer[], p_started timestamptz, p_window_ms integer, p_now timestamptz)
RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce((SELECT sum(n) FROM unnest(p_counts[1 : 13 - queue.window_shift(p_started, p_window_ms, p_now)]) AS n), 0)::integer;
