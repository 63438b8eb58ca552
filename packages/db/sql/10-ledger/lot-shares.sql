-- Per task and lot of its hold: what a capture leaves of it.
CREATE OR REPLACE FUNCTION ledger.lot_shares(p_tasks uuid[], p_captured bigint[])
RETURNS TABLE (task_id uuid, lot uuid, back bigint)
LANGUAGE sql STABLE AS $$
  SELECT h.task_id, h.lot, (h.amount - least(h.amount, greatest(0, h.captured - h.start)))::bigint
    FROM (
      SELECT c.task_id, c.captured, (l.item ->> 'lot')::uuid AS lot, (l.item ->> 'amount')::bigint AS amount,
             sum((l.item ->> 'amount')::bigint) OVER (PARTITION BY c.task_id ORDER BY l.position)
               - (l.item ->> 'amount')::bigint AS start
        FROM unnest(p_tasks, p_captured) AS c (task_id, captured)
        JOIN public.tasks t ON t.id = c.task_id AND t.held_lots IS NOT NULL
        CROSS JOIN LATERAL jsonb_array_elements(t.held_lots) WITH ORDINALITY AS l (item, position)
    ) h
$$;
