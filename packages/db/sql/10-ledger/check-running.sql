-- Refuses while settlement is stopped: a ledger that may be wrong pays nothing out.
CREATE OR REPLACE FUNCTION ledger.check_running() RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF EXISTS (SELECT FROM public.system_switches s WHERE s.name = 'settlement' AND s."on") THEN
    RAISE EXCEPTION 'SETTLEMENT_STOPPED' USING ERRCODE = 'AF111';
  END IF;
END $$;
