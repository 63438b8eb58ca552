-- How much of each source a capture takes and what it leaves, before lots are looked at.
CREATE OR REPLACE FUNCTION ledger.split_holds(p_tasks uuid[], p_captured bigint[])
RETURNS SETOF ledger.resolution
LANGUAGE sql STABLE AS $$
  SELECT t.id, t.user_id, t.run_id, t.model_id, t.ceiling, c.captured,
         b.take, p.take, a.take, e.take,
         t.held_bonus - b.take, t.held_promo - p.take, t.held_available - a.take, t.held_earned - e.take,
         0::bigint
    FROM unnest(p_tasks, p_captured) AS c (task_id, captured)
    JOIN public.tasks t ON t.id = c.task_id
    CROSS JOIN LATERAL (SELECT least(t.held_bonus, c.captured) AS take) b
    CROSS JOIN LATERAL (SELECT least(t.held_promo, c.captured - b.take) AS take) p
    CROSS JOIN LATERAL (SELECT least(t.held_available, c.captured - b.take - p.take) AS take) a
    CROSS JOIN LATERAL (SELECT c.captured - b.take - p.take - a.take AS take) e
$$;
