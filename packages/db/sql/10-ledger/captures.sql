-- The items of a settle call that fit the state of their locked tasks, with price and fee. A task
-- named twice is taken once. Own key: the ceiling is 0 and so is the price.
CREATE OR REPLACE FUNCTION ledger.captures(p_items jsonb) RETURNS ledger.capture[]
LANGUAGE sql STABLE AS $$
  SELECT array_agg(ROW(c.item, c.task_id, c.attempt_id, c.consumer_id, c.provider_id, c.resource_id,
                       c.ceiling, c.price, c.price * c.commission_bps / 10000, c.transfer_id)::ledger.capture
                   ORDER BY c.task_id)
    FROM (
      SELECT DISTINCT ON (t.id) i.position::integer AS item, t.id AS task_id, a.id AS attempt_id,
             t.user_id AS consumer_id, r.owner_id AS provider_id, r.id AS resource_id, t.ceiling,
             CASE WHEN t.ceiling = 0 THEN 0 ELSE a.price END AS price, t.commission_bps,
             uuidv7() AS transfer_id
        FROM jsonb_array_elements(p_items) WITH ORDINALITY AS i (item, position)
        JOIN public.tasks t ON t.id = (i.item ->> 'taskId')::uuid
        JOIN public.attempts a ON a.id = (i.item ->> 'attemptId')::uuid
        JOIN public.resources r ON r.id = a.resource_id
       WHERE t.status = 'processing' AND t.attempt_id = a.id AND t.fence = (i.item ->> 'fence')::bigint
         AND a.task_id = t.id AND a.fence = t.fence AND a.state = 'dispatched'
         -- Nobody earns from their own paid task, and no price passes the ceiling: claim sees to it.
         AND (t.ceiling = 0 OR (r.owner_id <> t.user_id AND a.price BETWEEN 1 AND t.ceiling))
       ORDER BY t.id, i.position
    ) c
$$;
