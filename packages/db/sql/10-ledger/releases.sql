-- Tasks that end without a capture: everything goes back.
CREATE OR REPLACE FUNCTION ledger.releases(p_tasks uuid[]) RETURNS ledger.ending[]
LANGUAGE sql STABLE AS $$
  SELECT array_agg(ROW(NULL, t.id, NULL, t.user_id, NULL, NULL, t.run_id, t.model_id, uuidv7(), t.ceiling, 0, 0,
                       0, 0, 0, 0, t.held_bonus, t.held_promo, t.held_available, t.held_earned,
                       0, t.held_lots IS NOT NULL)::ledger.ending
                   ORDER BY t.id)
    FROM public.tasks t WHERE t.id = ANY (p_tasks)
$$;
