-- Ends the holds of locked tasks, under their owners' wallet locks: captures consume bonus, promo,
-- available, earned; the rest goes back to where it came from, into lots too. What belongs to a lot
-- that has expired meanwhile lapses.
CREATE OR REPLACE FUNCTION ledger.resolve_holds(p_now timestamptz, p_tasks uuid[], p_captured bigint[])
RETURNS SETOF ledger.resolution
LANGUAGE plpgsql VOLATILE
SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  -- A lot's stretch of the task's bonus begins where the earlier lots end.
  IF EXISTS (SELECT FROM public.tasks t WHERE t.id = ANY (p_tasks) AND t.held_lots IS NOT NULL) THEN
    UPDATE public.bonus_lots b SET remaining = b.remaining + r.back
      FROM (
        SELECT s.lot, sum(s.back) AS back FROM ledger.lot_shares(p_tasks, p_captured) s GROUP BY s.lot
      ) r
     WHERE b.id = r.lot AND r.back > 0 AND b.expires_at > p_now;
    RETURN QUERY
    SELECT h.task_id, h.user_id, h.run_id, h.model_id, h.ceiling, h.captured,
           h.take_bonus, h.take_promo, h.take_available, h.take_earned,
           h.back_bonus - coalesce(x.lapsed, 0), h.back_promo, h.back_available, h.back_earned,
           coalesce(x.lapsed, 0)
      FROM ledger.split_holds(p_tasks, p_captured) h
      LEFT JOIN (
        SELECT s.task_id, sum(s.back)::bigint AS lapsed
          FROM ledger.lot_shares(p_tasks, p_captured) s
          JOIN public.bonus_lots b ON b.id = s.lot AND b.expires_at <= p_now
         GROUP BY s.task_id
      ) x ON x.task_id = h.task_id;
  ELSE
    RETURN QUERY SELECT * FROM ledger.split_holds(p_tasks, p_captured);
  END IF;
END $$;
