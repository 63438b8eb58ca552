-- What the transfers of [p_from, p_to) add to the days of consumers and providers: a settlement its price
-- and its share; a refund, a chargeback or its return what provider and commission gave or got again.
CREATE OR REPLACE FUNCTION ledger.usage_changes(p_from xid8, p_to xid8)
RETURNS TABLE (task_id uuid, tasks integer, spent bigint, earned bigint)
LANGUAGE sql STABLE AS $$
  SELECT s.task_id, 1, s.price, s.provider_share
    FROM public.transfers t
    CROSS JOIN LATERAL (
      SELECT x.task_id, x.price, x.provider_share FROM public.settlements x
       WHERE x.task_id = split_part(t.business_key, ':', 2)::uuid OFFSET 0) s
   WHERE t.xid >= p_from AND t.xid < p_to AND t.kind = 'settle'
  UNION ALL
  SELECT s.task_id, 0, sum(e.amount)::bigint, coalesce(sum(e.amount) FILTER (WHERE a.user_id IS NOT NULL), 0)::bigint
    FROM public.transfers t
    LEFT JOIN public.disputes d ON t.kind = 'dispute_refund' AND d.id = split_part(t.business_key, ':', 2)::uuid
    JOIN public.settlements s ON s.task_id = coalesce(d.task_id, nullif(split_part(t.business_key, ':', 3), '')::uuid)
    CROSS JOIN LATERAL (SELECT x.account_id, x.amount FROM public.entries x WHERE x.transfer_id = t.id OFFSET 0) e
    JOIN public.accounts a ON a.id = e.account_id AND (a.user_id = s.provider_id OR a.kind = 'commission')
   WHERE t.xid >= p_from AND t.xid < p_to AND t.kind IN ('dispute_refund', 'chargeback', 'chargeback_return')
   GROUP BY t.id, s.task_id
$$;
