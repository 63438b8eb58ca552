-- Refuses a run of a wrong shape; returns what it would hold. The price of a task is never below
-- 0.25 credits, so a lower ceiling could not be met.
CREATE OR REPLACE FUNCTION ledger.check_run(
  p_own_key boolean, p_tasks uuid[], p_models text[], p_ceilings bigint[], p_seeds bigint[]
) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_total bigint := 0;
  v_ceiling bigint;
BEGIN
  IF coalesce(cardinality(p_tasks), 0) NOT BETWEEN 1 AND 8
    OR cardinality(p_models) <> cardinality(p_tasks)
    OR cardinality(p_seeds) <> cardinality(p_tasks)
    OR cardinality(p_ceilings) <> cardinality(p_tasks) THEN
    RAISE EXCEPTION 'INPUT_INVALID' USING ERRCODE = 'AF100', DETAIL = '{"field":"tasks"}';
  END IF;
  IF p_own_key THEN
    RETURN 0;
  END IF;
  FOREACH v_ceiling IN ARRAY p_ceilings LOOP
    IF v_ceiling IS NULL OR v_ceiling NOT BETWEEN 25 AND 100000000 THEN
      RAISE EXCEPTION 'INPUT_INVALID' USING ERRCODE = 'AF100', DETAIL = '{"field":"ceiling"}';
    END IF;
    v_total := v_total + v_ceiling;
  END LOOP;
  RETURN v_total;
END $$;
