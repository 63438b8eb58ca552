-- Which live lots cover the stretch [p_start, p_stop) of a user's bonus: [{ lot, amount }], soonest expiry first.
CREATE OR REPLACE FUNCTION ledger.lots_between(p_user uuid, p_start bigint, p_stop bigint, p_now timestamptz)
RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_agg(jsonb_build_object('lot', l.id, 'amount', least(l.stop, p_stop) - greatest(l.start, p_start))
                   ORDER BY l.start)
    FROM (
      SELECT b.id, sum(b.remaining) OVER lots - b.remaining AS start, sum(b.remaining) OVER lots AS stop
        FROM public.bonus_lots b
       WHERE b.user_id = p_user AND b.remaining > 0 AND b.expires_at > p_now
      WINDOW lots AS (ORDER BY b.expires_at, b.id)
    ) l
   WHERE l.start < p_stop AND l.stop > p_start
$$;
