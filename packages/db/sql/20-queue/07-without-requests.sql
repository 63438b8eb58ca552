-- The parts without requests that never went out, each named by the start of its part.
CREATE OR REPLACE FUNCTION queue.without_requests(
  p_counts integer[], p_started timestamptz, p_window_ms integer, p_parts timestamptz[]
) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT array_agg(greatest(0, c.n - (SELECT count(*) FROM unnest(p_parts) AS part
    WHERE part <= p_started AND 1 + round(extract(epoch FROM p_started - part) * 1000 / ((p_window_ms + 11) / 12)) = c.i)) ORDER BY c.i)::integer[]
  FROM unnest(p_counts) WITH ORDINALITY AS c(n, i));
