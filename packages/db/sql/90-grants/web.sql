-- What the web process may do outside the doors. It writes no balance, no task state and no price,
-- and it cannot read a sealed key, a verification tag or a fingerprint back.
GRANT USAGE ON SCHEMA public TO aetherflow_web;
GRANT EXECUTE ON FUNCTION public.clock_now() TO aetherflow_web;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO aetherflow_web;

GRANT SELECT ON
  users, sessions, email_tokens, api_tokens, recovery_codes, rate_limits,
  accounts, transfers, entries, statement_lines, bonus_lots, settlements, grant_rules, commission_rules,
  packs, pack_prices, orders, gateway_events,
  upstreams, models, model_prices, model_clocks, settings,
  upstream_accounts, resources, resource_counters, resource_model_stats, verifications,
  runs, tasks, attempts, routing_decisions, resource_skips, task_etas, eta_records, fair_keys, images, reference_assets, filter_strikes, workers,
  disputes, outbox_messages, system_switches, order_refunds, chargebacks, chargeback_reversals, usage_days
TO aetherflow_web;
GRANT SELECT (id, resource_id, version, state, vault_key_id, masked_tail, begin_expires_at, sealed_at, verified_at, destroyed_at, created_at)
  ON credentials TO aetherflow_web;

GRANT INSERT ON users, sessions, email_tokens, api_tokens, recovery_codes TO aetherflow_web;
-- Never an id or an owner: a key that moves would take orders, keys and grants along.
GRANT UPDATE (password_hash, display_name, role, locale, theme, email_verified_at, provider_terms_version,
    provider_terms_accepted_at, totp_sealed, totp_last_step, totp_pending_sealed, totp_pending_until, updated_at)
  ON users TO aetherflow_web;
GRANT UPDATE (last_seen_at, idle_expires_at, revoked_at, revoked_reason) ON sessions TO aetherflow_web;
GRANT UPDATE (used_at) ON email_tokens TO aetherflow_web;
GRANT UPDATE (used_at), DELETE ON recovery_codes TO aetherflow_web;
GRANT UPDATE (name, last_used_at, revoked_at) ON api_tokens TO aetherflow_web;
GRANT INSERT, UPDATE, DELETE ON rate_limits TO aetherflow_web;
GRANT INSERT ON outbox_messages, audit_events, gateway_events, reference_assets TO aetherflow_web;
GRANT INSERT ON orders TO aetherflow_web;
GRANT UPDATE (redirect_url, gateway_payment_id, gateway_reference, next_check_at, updated_at) ON orders TO aetherflow_web;
-- An admin's word on money that comes back; the worker moves it.
GRANT SELECT ON payment_incidents, order_refunds, chargebacks, chargeback_reversals, gateway_statements TO aetherflow_web;
GRANT INSERT ON order_refunds TO aetherflow_web;
GRANT UPDATE (state, approved_by, failure, ended_at) ON order_refunds TO aetherflow_web;
GRANT UPDATE (state, resolution, note, handled_by, resolved_at) ON payment_incidents TO aetherflow_web;
-- Prisma names every column that has a plain default when it inserts.
GRANT INSERT (id, owner_id, client_id, request_hash, kind, upstream_id, name, warranty_version, warranty_at, status, status_at,
    price_e4, daily_limit_e4, monthly_limit_e4, floor_balance_e4, concurrency_limit, requests_per_minute, model_ids, hours_mask,
    created_at, updated_at)
  ON resources TO aetherflow_web;
GRANT UPDATE (name, status, status_reason, status_at, price_e4, daily_limit_e4, monthly_limit_e4, floor_balance_e4,
    concurrency_limit, requests_per_minute, model_ids, hours_mask, deleted_at, updated_at)
  ON resources TO aetherflow_web;
GRANT INSERT (id, resource_id, version, state, begin_expires_at, created_at) ON credentials TO aetherflow_web;
GRANT UPDATE (state, sealed, vault_key_id, masked_tail, sealed_at, destroyed_at) ON credentials TO aetherflow_web;
GRANT INSERT (credential_id, state, checks, fence, attempts, next_at, created_at) ON verifications TO aetherflow_web;
GRANT UPDATE (state, checks, next_at, attempts, finished_at) ON verifications TO aetherflow_web;
-- The times that browsers were shown; the worker judges them.
GRANT INSERT ON task_etas TO aetherflow_web;
GRANT UPDATE (hidden_at) ON runs TO aetherflow_web;
GRANT UPDATE (favourite, state, deleted_at) ON images TO aetherflow_web;
GRANT UPDATE (last_used_at, deleted_at) ON reference_assets TO aetherflow_web;
-- The desk: an admin's word on disputes and adjustments, and what the desk looks at. The worker executes.
GRANT SELECT ON audit_events, admin_requests, adjustments, invariant_runs, platform_rollups, ledger_chain TO aetherflow_web;
GRANT INSERT ON admin_requests, adjustments TO aetherflow_web;
GRANT UPDATE (status, decision, amount, handled_by, approved_by, resolution, decided_at, failure) ON disputes TO aetherflow_web;
GRANT UPDATE (state, approved_by, decided_at) ON adjustments TO aetherflow_web;
GRANT EXECUTE ON FUNCTION ledger.set_user_status TO aetherflow_web;
