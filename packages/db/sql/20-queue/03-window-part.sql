-- Requests of a sliding window, counted in twelfths of it: thirteen parts, the one under way first, so
-- that any window of that length, wherever it begins, lies within them. The limit is a true bound, and
-- a steady flow stays at most a thirteenth below it. A clock that steps back counts on where it was.
-- The part of a window that a moment falls into, as its start.
CREATE OR REPLACE FUNCTION queue.window_part(p_window_ms integer, p_now timestamptz)
RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_timestamp(floor(extract(epoch FROM p_now) * 1000 / ((p_window_ms + 11) / 12))
  * ((p_window_ms + 11) / 12) / 1000.0);
