-- Remembers what the checker found. A broken rule stops settlement and all that pays out, with the rules'
-- numbers as reason; only an operator starts it again. `recent` runs move the checker's marks on.
-- Returns whether settlement is stopped.
CREATE OR REPLACE FUNCTION ledger.record_check(
  p_scope text, p_holds boolean, p_verdicts jsonb, p_started timestamptz, p_to xid8, p_chained_to xid8
) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_broken text := (SELECT string_agg(v ->> 'id', ', ') FROM jsonb_array_elements(p_verdicts) v WHERE NOT (v ->> 'holds')::boolean);
BEGIN
  INSERT INTO public.invariant_runs (scope, holds, verdicts, started_at, finished_at)
  VALUES (p_scope, p_holds, p_verdicts, p_started, v_now);
  -- That all was well a week ago need not be known to the minute.
  DELETE FROM public.invariant_runs r
   WHERE r.scope = 'recent' AND r.holds AND r.finished_at < v_now - interval '7 days';
  UPDATE public.tailers m SET up_to_xid = greatest(m.up_to_xid, g.xid), updated_at = v_now
    FROM (VALUES ('verify', p_to), ('verify_chain', p_chained_to)) AS g (name, xid)
   WHERE m.name = g.name AND g.xid IS NOT NULL;
  IF NOT p_holds THEN
    -- The first reason stays: what follows may be its consequence.
    INSERT INTO public.system_switches AS s (name, "on", reason, set_at)
    VALUES ('settlement', true, left('broken: ' || v_broken, 500), v_now)
    ON CONFLICT (name) DO UPDATE SET "on" = true, reason = excluded.reason, set_at = excluded.set_at WHERE NOT s."on";
  END IF;
  RETURN ledger.is_stopped();
END $$;
