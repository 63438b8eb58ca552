-- The items of a settle call that fit the state of their locked tasks, with price, fee and sources. A
-- task named twice is taken once. Own key: the ceiling is 0 and so is the price.
CREATE OR REPLACE FUNCTION ledger.captures(p_items jsonb) RETURNS ledger.ending[]
LANGUAGE sql STABLE AS $$
  SELECT array_agg(ROW(c.item, c.task_id, c.attempt_id, c.user_id, c.owner_id, c.resource_id, c.run_id, c.model_id,
                       CASE WHEN c.ceiling > 0 THEN uuidv7() END, c.ceiling, c.price, c.price * c.commission_bps / 10000,
                       b.take, p.take, a.take, e.take,
                       c.held_bonus - b.take, c.held_promo - p.take, c.held_available - a.take, c.held_earned - e.take,
                       0, c.with_lots)::ledger.ending
                   -- The order in which the sweep of slots locks attempts, too.
                   ORDER BY c.attempt_id)
    FROM (
      SELECT DISTINCT ON (t.id) i.item::integer, t.id AS task_id, a.id AS attempt_id, t.user_id, r.owner_id,
             r.id AS resource_id, t.run_id, t.model_id, t.ceiling, t.commission_bps,
             CASE WHEN t.ceiling = 0 THEN 0 ELSE a.price END AS price,
             t.held_bonus, t.held_promo, t.held_available, t.held_earned, t.held_lots IS NOT NULL AS with_lots
        FROM jsonb_array_elements(p_items) WITH ORDINALITY AS i (item_json, item)
        JOIN public.tasks t ON t.id = (i.item_json ->> 'taskId')::uuid
        JOIN public.attempts a ON a.id = (i.item_json ->> 'attemptId')::uuid
        JOIN public.resources r ON r.id = a.resource_id
       -- As text, or statistics from a quiet moment make the planner walk the indexes of all that run.
       WHERE t.status::text = 'processing' AND t.attempt_id = a.id AND t.fence = (i.item_json ->> 'fence')::bigint
         AND a.task_id = t.id AND a.fence = t.fence AND a.state::text = 'dispatched'
         -- Nobody earns from their own paid task, and no price passes the ceiling: claim sees to it.
         AND (t.ceiling = 0 OR (r.owner_id <> t.user_id AND a.price BETWEEN 1 AND t.ceiling))
       ORDER BY t.id, i.item
    ) c
    CROSS JOIN LATERAL (SELECT least(c.held_bonus, c.price) AS take) b
    CROSS JOIN LATERAL (SELECT least(c.held_promo, c.price - b.take) AS take) p
    CROSS JOIN LATERAL (SELECT least(c.held_available, c.price - b.take - p.take) AS take) a
    CROSS JOIN LATERAL (SELECT c.price - b.take - p.take - a.take AS take) e
$$;
