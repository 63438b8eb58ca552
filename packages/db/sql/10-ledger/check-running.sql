-- Refuses while settlement is stopped: a ledger that may be wrong pays nothing out.
CREATE OR REPLACE FUNCTION ledger.check_running() RETURNS void
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF ledger.is_stopped() THEN
    RAISE EXCEPTION 'SETTLEMENT_STOPPED' USING ERRCODE = 'AF111';
  END IF;
END $$;
