-- Per task and lot of its hold: what a capture leaves of it. A capture consumes the lots in their order.
CREATE OR REPLACE FUNCTION ledger.lot_shares(p_endings ledger.ending[])
RETURNS TABLE (task_id uuid, lot uuid, back bigint)
LANGUAGE sql STABLE AS $$
  SELECT h.task_id, h.lot, (h.amount - least(h.amount, greatest(0, h.price - h.start)))::bigint
    FROM (
      SELECT e.task_id, e.price, (l.item ->> 'lot')::uuid AS lot, (l.item ->> 'amount')::bigint AS amount,
             sum((l.item ->> 'amount')::bigint) OVER (PARTITION BY e.task_id ORDER BY l.position)
               - (l.item ->> 'amount')::bigint AS start
        FROM unnest(p_endings) e
        JOIN public.tasks t ON t.id = e.task_id AND t.held_lots IS NOT NULL
        CROSS JOIN LATERAL jsonb_array_elements(t.held_lots) WITH ORDINALITY AS l (item, position)
    ) h
$$;
