-- Spends p_amount of a user's live lots, soonest expiry first.
CREATE OR REPLACE FUNCTION ledger.take_lots(p_user uuid, p_amount bigint, p_now timestamptz) RETURNS void
LANGUAGE sql VOLATILE AS $$
  UPDATE public.bonus_lots b
     SET remaining = b.remaining - least(l.remaining, p_amount - l.start)
    FROM (
      SELECT c.id, c.remaining,
             sum(c.remaining) OVER (ORDER BY c.expires_at, c.id) - c.remaining AS start
        FROM public.bonus_lots c
       WHERE c.user_id = p_user AND c.remaining > 0 AND c.expires_at > p_now
    ) l
   WHERE b.id = l.id AND l.start < p_amount
$$;
