-- The parts as of now, with so many requests more in the first.
CREATE OR REPLACE FUNCTION queue.with_requests(
  p_counts integer[], p_started timestamptz, p_window_ms integer, p_now timestamptz, p_more bigint
) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT array_agg(coalesce(CASE WHEN i > s.shift THEN p_counts[i - s.shift] END, 0)
                   + CASE WHEN i = 1 THEN p_more ELSE 0 END ORDER BY i)::integer[]
  FROM generate_series(1, 13) AS i, (SELECT queue.window_shift(p_started, p_window_ms, p_now) AS shift) s);
