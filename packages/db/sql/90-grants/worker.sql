-- What the worker may do outside the doors. Money, tasks and counters move through functions only.
GRANT USAGE ON SCHEMA public TO aetherflow_worker;
GRANT EXECUTE ON FUNCTION public.clock_now() TO aetherflow_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO aetherflow_worker;

GRANT SELECT ON
  sessions, accounts, transfers, entries, statement_lines, bonus_lots, settlements, loss_counters, grant_rules, commission_rules,
  platform_rollups, ledger_chain, packs, pack_prices, orders, gateway_events,
  upstreams, models, model_prices, model_clocks, settings,
  upstream_accounts, resources, resource_counters, resource_model_stats, credentials, verifications,
  runs, tasks, attempts, routing_decisions, resource_skips, task_etas, eta_records, fair_keys, images, reference_assets, filter_strikes, workers,
  disputes, audit_events, outbox_messages, system_switches, rate_limits
TO aetherflow_worker;
GRANT SELECT (id, email, display_name, role, status, locale, email_verified_at, created_at) ON users TO aetherflow_worker;

GRANT INSERT ON audit_events, outbox_messages, routing_decisions, gateway_events TO aetherflow_worker;
GRANT INSERT, UPDATE ON upstream_accounts, resource_counters, resource_model_stats, workers, verifications TO aetherflow_worker;
GRANT UPDATE (status, next_check_at, checks, paid_at, mismatch_reason, updated_at) ON orders TO aetherflow_worker;
-- What gateways say beyond a payment. Credits move through the doors only.
GRANT SELECT ON payment_incidents, order_refunds, chargebacks, chargeback_reversals, gateway_statements TO aetherflow_worker;
GRANT INSERT ON payment_incidents, chargebacks TO aetherflow_worker;
GRANT UPDATE (amount_minor, state, resolution, resolved_at) ON payment_incidents TO aetherflow_worker;
GRANT UPDATE (gateway_refund_id, attempts, next_at) ON order_refunds TO aetherflow_worker;
GRANT UPDATE (state, ended_at) ON chargebacks TO aetherflow_worker;
GRANT INSERT, UPDATE ON gateway_statements TO aetherflow_worker;
GRANT UPDATE (storage_key, thumb_key) ON images TO aetherflow_worker;
GRANT UPDATE (storage_key, thumb_key, deleted_at) ON reference_assets TO aetherflow_worker;
GRANT UPDATE (processed_at, outcome, attempts, received_at) ON gateway_events TO aetherflow_worker;
GRANT UPDATE (state, sealed, vault_key_id, verification_tag, fingerprint, verified_at, destroyed_at) ON credentials TO aetherflow_worker;
GRANT UPDATE (status, status_reason, status_at, upstream_account_id, updated_at) ON resources TO aetherflow_worker;
GRANT UPDATE (state, params, attempts, next_at, lease_until, last_error, sent_at) ON outbox_messages TO aetherflow_worker;
GRANT DELETE ON rate_limits, workers TO aetherflow_worker;
-- What to carry out; the doors write what became of it.
GRANT SELECT ON adjustments TO aetherflow_worker;
