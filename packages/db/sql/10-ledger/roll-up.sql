-- Sums what the platform's accounts moved in at most about p_limit further transfers: their balance stands
-- in no row that a money commit would have to write. Returns how many transfers it read.
CREATE OR REPLACE FUNCTION ledger.roll_up(p_limit integer DEFAULT 10000) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_next record;
BEGIN
  SELECT * INTO v_next FROM ledger.advance('roll_up', p_limit);
  IF v_next.transfers > 0 THEN
    INSERT INTO public.platform_rollups (account_id, up_to_xid, balance, entries)
    SELECT d.account_id, v_next.to_xid, coalesce(l.balance, 0) + d.amount, coalesce(l.entries, 0) + d.entries
      FROM (
        SELECT e.account_id, sum(e.amount)::bigint AS amount, count(*) AS entries
          FROM public.transfers t
          -- From the transfer to its entries, whatever the planner thinks of the range: never over all entries.
          CROSS JOIN LATERAL (
            SELECT x.account_id, x.amount FROM public.entries x WHERE x.transfer_id = t.id AND x.seq IS NULL OFFSET 0) e
         WHERE t.xid >= v_next.from_xid AND t.xid < v_next.to_xid
         GROUP BY e.account_id
      ) d
      LEFT JOIN LATERAL (
        SELECT r.balance, r.entries FROM public.platform_rollups r
         WHERE r.account_id = d.account_id ORDER BY r.up_to_xid DESC LIMIT 1) l ON true;
  END IF;
  RETURN v_next.transfers;
END $$;
