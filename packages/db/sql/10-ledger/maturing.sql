-- What is left of each settlement's share, and the part of it that stays promotional.
CREATE OR REPLACE FUNCTION ledger.maturing(p_tasks uuid[])
RETURNS TABLE (task_id uuid, provider_id uuid, model_id text, share bigint, promo bigint)
LANGUAGE sql STABLE AS $$
  SELECT s.task_id, s.provider_id, t.model_id, r.share, r.promo
    FROM public.settlements s JOIN public.tasks t ON t.id = s.task_id
    CROSS JOIN LATERAL ledger.share_left(s) r
   WHERE s.task_id = ANY (p_tasks) AND r.share > 0
$$;
