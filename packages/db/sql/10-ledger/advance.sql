-- The next stretch [from_xid, to_xid) of transactions for a tailer, and its mark behind it; `transfers` is 0
-- when there is none. Every transaction below the snapshot's xmin has ended, so none commits into a stretch
-- that was read. The mark's row lock lets one process at a time through; no money commit touches it.
CREATE OR REPLACE FUNCTION ledger.advance(
  p_tailer text, p_limit integer, OUT from_xid xid8, OUT to_xid xid8, OUT transfers bigint
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
BEGIN
  transfers := 0;
  SELECT m.up_to_xid INTO from_xid FROM public.tailers m WHERE m.name = p_tailer;
  -- An idle ledger is left without a lock and without a write.
  IF NOT EXISTS (SELECT FROM public.transfers t WHERE t.xid >= from_xid AND t.xid < v_horizon) THEN
    RETURN;
  END IF;
  SELECT m.up_to_xid INTO from_xid FROM public.tailers m WHERE m.name = p_tailer FOR NO KEY UPDATE;
  SELECT count(*), (max(x.xid)::text::numeric + 1)::text::xid8 INTO transfers, to_xid FROM (
    SELECT t.xid FROM public.transfers t
     WHERE t.xid >= from_xid AND t.xid < v_horizon ORDER BY t.xid LIMIT greatest(p_limit, 1)) x;
  IF transfers > 0 THEN
    UPDATE public.tailers m SET up_to_xid = to_xid, updated_at = public.clock_now() WHERE m.name = p_tailer;
  END IF;
END $$;
