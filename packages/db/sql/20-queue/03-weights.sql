-- Histograms on a logarithmic scale whose older parts weigh less: from them come quantiles that follow
-- what is true now. Bucket 1 ends at p_lowest, each further one is 2^(1/p_per_octave) times as wide.

-- What is kept of the old weights, and one more for each value.
CREATE OR REPLACE FUNCTION queue.mix_weights(
  p_weights double precision[], p_keep double precision, p_values double precision[],
  p_lowest double precision, p_per_octave integer, p_size integer
) RETURNS double precision[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_weights double precision[] := array_fill(0::double precision, ARRAY[p_size]);
  v_value double precision;
  v_at integer;
BEGIN
  FOR i IN 1..least(cardinality(p_weights), p_size) LOOP
    -- What is next to nothing is nothing: a number that halves for ever becomes too small to be kept.
    IF p_weights[i] * p_keep > 1e-9 THEN
      v_weights[i] := p_weights[i] * p_keep;
    END IF;
  END LOOP;
  FOREACH v_value IN ARRAY coalesce(p_values, '{}') LOOP
    v_at := CASE WHEN v_value <= p_lowest THEN 1
      ELSE least(p_size, 1 + ceil(p_per_octave * ln(v_value / p_lowest) / ln(2))::integer) END;
    v_weights[v_at] := v_weights[v_at] + 1;
  END LOOP;
  RETURN v_weights;
END $$;

-- The value below which this share of the weight lies, between a bucket's ends as if spread evenly; 0 of nothing.
CREATE OR REPLACE FUNCTION queue.quantile_of(
  p_weights double precision[], p_share double precision, p_lowest double precision, p_per_octave integer
) RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_left double precision := 0;
BEGIN
  FOR i IN 1..cardinality(p_weights) LOOP
    v_left := v_left + p_weights[i];
  END LOOP;
  IF v_left <= 0 THEN
    RETURN 0;
  END IF;
  v_left := v_left * p_share;
  FOR i IN 1..cardinality(p_weights) LOOP
    IF p_weights[i] > 0 AND p_weights[i] >= v_left THEN
      RETURN p_lowest * 2 ^ ((i - 2 + v_left / p_weights[i]) / p_per_octave);
    END IF;
    v_left := v_left - p_weights[i];
  END LOOP;
  RETURN p_lowest * 2 ^ ((cardinality(p_weights) - 1)::double precision / p_per_octave);
END $$;
