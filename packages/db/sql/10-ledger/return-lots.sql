-- Puts what captures leave of holds back into the lots it came from, under their owners' wallet locks.
-- What belongs to a lot that has expired meanwhile lapses, which the returned endings say.
CREATE OR REPLACE FUNCTION ledger.return_lots(p_now timestamptz, p_endings ledger.ending[]) RETURNS ledger.ending[]
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM unnest(p_endings) e WHERE e.with_lots) THEN
    RETURN p_endings;
  END IF;
  UPDATE public.bonus_lots b SET remaining = b.remaining + r.back
    FROM (SELECT s.lot, sum(s.back) AS back FROM ledger.lot_shares(p_endings) s GROUP BY s.lot) r
   WHERE b.id = r.lot AND r.back > 0 AND b.expires_at > p_now;
  RETURN (
    SELECT array_agg(ROW(e.item, e.task_id, e.attempt_id, e.consumer_id, e.provider_id, e.resource_id, e.run_id,
                         e.model_id, e.transfer_id, e.ceiling, e.price, e.fee,
                         e.take_bonus, e.take_promo, e.take_available, e.take_earned,
                         e.back_bonus - coalesce(x.lapsed, 0), e.back_promo, e.back_available, e.back_earned,
                         coalesce(x.lapsed, 0), e.with_lots)::ledger.ending
                     ORDER BY e.task_id)
      FROM unnest(p_endings) e
      LEFT JOIN (
        SELECT s.task_id, sum(s.back)::bigint AS lapsed
          FROM ledger.lot_shares(p_endings) s JOIN public.bonus_lots b ON b.id = s.lot AND b.expires_at <= p_now
         GROUP BY s.task_id
      ) x ON x.task_id = e.task_id);
END $$;
