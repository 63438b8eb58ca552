-- Numbers at most about p_limit further transfers in (xid, id) order and links each to the one before.
-- Apart from the writers, because one chain that every commit extends would make all of them wait for each
-- other. Returns how many it linked.
CREATE OR REPLACE FUNCTION ledger.chain(p_limit integer DEFAULT 1000) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_next record;
  v_number bigint;
  v_hash bytea;
  v_transfer uuid;
  v_now timestamptz;
BEGIN
  SELECT * INTO v_next FROM ledger.advance('chain', p_limit);
  IF v_next.transfers = 0 THEN
    RETURN 0;
  END IF;
  SELECT c.number, c.hash INTO v_number, v_hash FROM public.ledger_chain c ORDER BY c.number DESC LIMIT 1;
  v_number := coalesce(v_number, 0);
  v_hash := coalesce(v_hash, decode(repeat('00', 32), 'hex'));
  v_now := public.clock_now();
  FOR v_transfer IN
    SELECT t.id FROM public.transfers t
     WHERE t.xid >= v_next.from_xid AND t.xid < v_next.to_xid ORDER BY t.xid, t.id
  LOOP
    v_number := v_number + 1;
    v_hash := ledger.link_hash(v_hash, v_number, v_transfer);
    INSERT INTO public.ledger_chain (number, transfer_id, hash, chained_at)
    VALUES (v_number, v_transfer, v_hash, v_now);
  END LOOP;
  RETURN v_next.transfers;
END $$;
