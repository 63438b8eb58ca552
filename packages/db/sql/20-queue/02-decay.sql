-- What is left of a weight after the time between: half of it every 6 hours.
CREATE OR REPLACE FUNCTION queue.decay(p_from timestamptz, p_to timestamptz) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 0.5 ^ (greatest(0, extract(epoch FROM p_to - p_from)) / 21600)::double precision;
