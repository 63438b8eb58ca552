-- Why a buy-out would pass what the operator allows on this UTC day, or null.
CREATE OR REPLACE FUNCTION ledger.buy_out_failure(p_now timestamptz, p_adjustment public.adjustments) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_cap bigint := ledger.setting('buyOut.providerDailyCap', 0);
  v_budget bigint := ledger.setting('buyOut.dailyBudget', 0);
  v_today record;
BEGIN
  SELECT coalesce(-sum(b.amount), 0) AS everybody,
         coalesce(-sum(b.amount) FILTER (WHERE b.user_id = p_adjustment.user_id), 0) AS provider
    INTO v_today FROM public.adjustments b
   WHERE b.kind = 'buy_out' AND b.state = 'executed' AND b.executed_at >= date_trunc('day', p_now, 'UTC');
  RETURN CASE
    WHEN v_cap = 0 OR v_budget = 0 THEN 'BUY_OUT_CLOSED'
    WHEN v_today.provider - p_adjustment.amount > v_cap THEN 'BUY_OUT_CAP_REACHED'
    WHEN v_today.everybody - p_adjustment.amount > v_budget THEN 'BUY_OUT_BUDGET_REACHED'
  END;
END $$;
