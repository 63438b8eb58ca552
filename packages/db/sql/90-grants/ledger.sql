-- The ledger's rights: what its owner may touch, and who may call which door.
GRANT USAGE ON SCHEMA public, ledger TO aetherflow_ledger;
GRANT SELECT, INSERT ON
  public.transfers, public.entries, public.statement_lines, public.runs, public.images TO aetherflow_ledger;
GRANT SELECT, INSERT, UPDATE ON
  public.accounts, public.bonus_lots, public.settlements, public.loss_counters, public.fair_keys, public.tasks
  TO aetherflow_ledger;
GRANT SELECT, UPDATE ON public.orders, public.attempts TO aetherflow_ledger;
GRANT SELECT ON
  public.users, public.packs, public.pack_prices, public.models, public.model_prices, public.model_clocks,
  public.commission_rules, public.grant_rules, public.settings, public.system_switches, public.filter_strikes,
  public.resources TO aetherflow_ledger;
GRANT UPDATE (daily_spend_cap, low_balance_at, low_balance_notified_at) ON public.users TO aetherflow_ledger;
GRANT USAGE ON
  public.accounts_id_seq, public.entries_id_seq, public.statement_lines_id_seq, public.task_row_version
  TO aetherflow_ledger;

-- Tailers and the checker.
GRANT SELECT, UPDATE ON public.tailers TO aetherflow_ledger;
GRANT SELECT, INSERT ON public.platform_rollups, public.ledger_chain TO aetherflow_ledger;
GRANT SELECT, INSERT, DELETE ON public.invariant_runs TO aetherflow_ledger;
GRANT SELECT, INSERT, UPDATE ON public.usage_days, public.system_switches TO aetherflow_ledger;
GRANT SELECT ON public.disputes, public.chargeback_reversals TO aetherflow_ledger;
GRANT USAGE ON public.platform_rollups_id_seq, public.invariant_runs_id_seq TO aetherflow_ledger;

-- Disputes, chargebacks, refunds to the gateway, adjustments.
GRANT SELECT, INSERT, UPDATE ON public.disputes TO aetherflow_ledger;
GRANT SELECT, UPDATE ON public.chargebacks, public.order_refunds, public.adjustments TO aetherflow_ledger;
GRANT SELECT, INSERT ON public.chargeback_reversals TO aetherflow_ledger;
GRANT SELECT ON public.payment_incidents TO aetherflow_ledger;

-- Everybody reads; nobody but the doors writes.
GRANT USAGE ON SCHEMA public, ledger TO aetherflow_web, aetherflow_worker;
GRANT SELECT ON
  public.accounts, public.transfers, public.entries, public.statement_lines, public.bonus_lots, public.settlements,
  public.loss_counters, public.platform_rollups, public.ledger_chain, public.grant_rules, public.commission_rules,
  public.tailers, public.usage_days, public.invariant_runs
  TO aetherflow_web, aetherflow_worker;
GRANT EXECUTE ON FUNCTION public.clock_now() TO aetherflow_web, aetherflow_worker;

GRANT EXECUTE ON FUNCTION ledger.open_accounts, ledger.grant_bonus, ledger.submit, ledger.release TO aetherflow_web;
GRANT EXECUTE ON FUNCTION
  ledger.open_accounts, ledger.top_up, ledger.settle, ledger.settle_set, ledger.mature, ledger.expire_lots
  TO aetherflow_worker;
-- Freezing and unfreezing, with its audit row.
GRANT UPDATE (status, updated_at) ON public.users TO aetherflow_ledger;
GRANT INSERT ON public.audit_events TO aetherflow_ledger;
GRANT USAGE ON public.audit_events_id_seq TO aetherflow_ledger;
GRANT EXECUTE ON FUNCTION ledger.roll_up, ledger.count_usage, ledger.chain, ledger.link_hash, ledger.begin_full_check,
  ledger.record_check
  TO aetherflow_worker;
GRANT EXECUTE ON FUNCTION ledger.open_dispute, ledger.withdraw_dispute TO aetherflow_web;
GRANT EXECUTE ON FUNCTION
  ledger.execute_dispute, ledger.recover_debts, ledger.chargeback, ledger.chargeback_return,
  ledger.refund_order, ledger.refund_done, ledger.refund_return, ledger.adjust, ledger.buy_out
  TO aetherflow_worker;
GRANT EXECUTE ON FUNCTION ledger.set_limits TO aetherflow_web;
GRANT EXECUTE ON FUNCTION ledger.notice_low_balances TO aetherflow_worker;
