-- What the transfers of [p_from, p_to) add to the days of consumers and providers: a settlement its price
-- and its share, a reversal what it took back of both, on the day of the settlement.
CREATE OR REPLACE FUNCTION ledger.usage_changes(p_from xid8, p_to xid8)
RETURNS TABLE (task_id uuid, tasks integer, spent bigint, earned bigint)
LANGUAGE sql STABLE AS $$
  SELECT s.task_id, 1, s.price, s.provider_share
    FROM public.transfers t JOIN public.settlements s ON s.task_id = split_part(t.business_key, ':', 2)::uuid
   WHERE t.xid >= p_from AND t.xid < p_to AND t.kind = 'settle'
  UNION ALL
  SELECT d.task_id, 0, sum(e.amount)::bigint, coalesce(sum(e.amount) FILTER (WHERE a.kind = 'pending'), 0)::bigint
    FROM public.transfers t
    JOIN public.disputes d ON d.id = split_part(t.business_key, ':', 2)::uuid
    JOIN public.entries e ON e.transfer_id = t.id
    JOIN public.accounts a ON a.id = e.account_id AND a.kind IN ('pending', 'commission')
   WHERE t.xid >= p_from AND t.xid < p_to AND t.kind = 'dispute_refund'
   GROUP BY t.id, d.task_id
  UNION ALL
  SELECT r.task_id, 0, g.sign * r.price, g.sign * (r.price - r.fee)
    FROM public.transfers t
    CROSS JOIN LATERAL (SELECT CASE t.kind WHEN 'chargeback' THEN -1 ELSE 1 END AS sign) g
    JOIN public.chargeback_reversals r ON r.chargeback_id = split_part(t.business_key, ':', 2)::uuid
   WHERE t.xid >= p_from AND t.xid < p_to AND t.kind IN ('chargeback', 'chargeback_return')
$$;
