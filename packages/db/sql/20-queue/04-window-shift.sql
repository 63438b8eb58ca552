-- How many parts lie between the first that is counted and now's: 13 and more is all forgotten.
CREATE OR REPLACE FUNCTION queue.window_shift(p_started timestamptz, p_window_ms integer, p_now timestamptz)
RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN least(13, greatest(0, floor(extract(epoch FROM p_now - p_started) * 1000 / ((p_window_ms + 11) / 12))))::integer;
