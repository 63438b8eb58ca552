-- What the Prisma language cannot say: bounds, partial indexes, append-only, storage settings.

-- Accounts: a user's account carries a balance, a platform account is rolled up from its entries.
ALTER TABLE accounts
  ADD CONSTRAINT accounts_shape CHECK (
    (user_id IS NULL) = (kind IN ('commission', 'bonus_expense', 'loss', 'clearing'))
    AND (user_id IS NULL) = (balance IS NULL)
    AND (kind = 'clearing') = (gateway <> '')),
  ADD CONSTRAINT accounts_never_negative CHECK (
    balance IS NULL OR CASE WHEN kind = 'debt' THEN balance <= 0 ELSE balance >= 0 END);
CREATE UNIQUE INDEX accounts_platform_part ON accounts (kind, gateway) WHERE user_id IS NULL;

ALTER TABLE entries
  ADD CONSTRAINT entries_not_zero CHECK (amount <> 0),
  ADD CONSTRAINT entries_shape CHECK ((seq IS NULL) = (balance_after IS NULL));
ALTER TABLE bonus_lots
  ADD CONSTRAINT bonus_lots_remaining CHECK (remaining BETWEEN 0 AND amount);
ALTER TABLE settlements
  ADD CONSTRAINT settlements_split CHECK (
    price >= 0 AND fee BETWEEN 0 AND price AND provider_share = price - fee
    AND from_bonus >= 0 AND from_promo >= 0 AND from_available >= 0 AND from_earned >= 0
    AND from_bonus + from_promo + from_available + from_earned = price
    AND share_promo BETWEEN 0 AND provider_share),
  ADD CONSTRAINT settlements_reversed CHECK (
    reversed BETWEEN 0 AND price AND fee_reversed BETWEEN 0 AND fee);
ALTER TABLE loss_counters
  ADD CONSTRAINT loss_counters_shape CHECK (amount >= 0 AND side IN ('provider', 'consumer'));
ALTER TABLE grant_rules ADD CONSTRAINT grant_rules_bounds CHECK (amount > 0 AND valid_days BETWEEN 1 AND 3650);
ALTER TABLE commission_rules ADD CONSTRAINT commission_rules_bounds CHECK (bps BETWEEN 0 AND 10000);
ALTER TABLE packs ADD CONSTRAINT packs_shape CHECK (
  (credits IS NOT NULL AND credits > 0 AND min_credits IS NULL AND max_credits IS NULL)
  OR (credits IS NULL AND min_credits > 0 AND max_credits >= min_credits));
ALTER TABLE pack_prices ADD CONSTRAINT pack_prices_bounds CHECK (amount_minor > 0 AND per_credits > 0);
ALTER TABLE orders ADD CONSTRAINT orders_bounds CHECK (credits > 0 AND amount_minor > 0);
ALTER TABLE model_prices ADD CONSTRAINT model_prices_bounds CHECK (cost_e4 > 0);

ALTER TABLE resources ADD CONSTRAINT resources_bounds CHECK (
  price_e4 BETWEEN 1 AND 1000000 AND daily_limit_e4 >= 0 AND monthly_limit_e4 >= 0
  AND floor_balance_e4 >= 0 AND concurrency_limit BETWEEN 1 AND 100
  AND requests_per_minute BETWEEN 1 AND 6000 AND hours_mask BETWEEN 0 AND 16777215);
ALTER TABLE resource_counters ADD CONSTRAINT resource_counters_bounds CHECK (
  in_flight >= 0 AND day_used_e4 >= 0 AND month_used_e4 >= 0 AND minute_count >= 0);
ALTER TABLE upstream_accounts ADD CONSTRAINT upstream_accounts_bounds CHECK (
  in_flight >= 0 AND window_count >= 0 AND spent_since_e4 >= 0);
ALTER TABLE credentials ADD CONSTRAINT credentials_shape CHECK (
  CASE state
    WHEN 'begun' THEN sealed IS NULL AND verification_tag IS NULL
    WHEN 'sealed' THEN sealed IS NOT NULL AND verification_tag IS NULL
    WHEN 'active' THEN sealed IS NOT NULL AND verification_tag IS NOT NULL AND fingerprint IS NOT NULL
    WHEN 'destroyed' THEN sealed IS NULL
    ELSE true
  END);
-- One live credential per resource, and one live resource per key.
CREATE UNIQUE INDEX credentials_active_part ON credentials (resource_id) WHERE state = 'active';
CREATE UNIQUE INDEX credentials_fingerprint_part ON credentials (fingerprint) WHERE state = 'active';
CREATE INDEX verifications_due_part ON verifications (next_at) WHERE state IN ('queued', 'running');

ALTER TABLE tasks ADD CONSTRAINT tasks_hold CHECK (
  ceiling >= 0 AND held_bonus >= 0 AND held_promo >= 0 AND held_available >= 0 AND held_earned >= 0
  AND held_bonus + held_promo + held_available + held_earned = ceiling),
  ADD CONSTRAINT tasks_bounds CHECK (index BETWEEN 0 AND 7 AND commission_bps BETWEEN 0 AND 10000 AND cost_e4 > 0),
  ADD CONSTRAINT tasks_processing CHECK (status <> 'processing' OR (lease_until IS NOT NULL AND attempt_id IS NOT NULL));
ALTER TABLE runs ADD CONSTRAINT runs_bounds CHECK (task_count BETWEEN 1 AND 8);
ALTER TABLE attempts ADD CONSTRAINT attempts_bounds CHECK (price >= 0 AND cost_e4 > 0 AND number BETWEEN 1 AND 10);
CREATE INDEX tasks_pending_part ON tasks (model_id, fair_key, id) WHERE status = 'pending';
CREATE INDEX tasks_parked_part ON tasks (model_id, parked_until) WHERE status = 'pending' AND parked_until IS NOT NULL;
CREATE INDEX tasks_lease_part ON tasks (lease_until) WHERE status = 'processing';
CREATE INDEX tasks_deadline_part ON tasks (deadline_at) WHERE status IN ('pending', 'processing');
CREATE INDEX tasks_unfinished_part ON tasks (user_id, row_version) WHERE status IN ('pending', 'processing');
CREATE INDEX attempts_slot_part ON attempts (call_deadline_at) WHERE slot_held AND state IN ('dispatched', 'unknown', 'abandoned');
CREATE INDEX attempts_loss_part ON attempts (finished_at, id) WHERE loss_due;
CREATE INDEX images_deleted_part ON images (deleted_at) WHERE state = 'deleted' AND storage_key <> '';
CREATE INDEX attempts_unknown_part ON attempts (upstream_account_id, finished_at) WHERE state = 'unknown' AND credits_held;

CREATE INDEX settlements_maturing_part ON settlements (matures_at) WHERE state = 'open';
CREATE INDEX bonus_lots_spendable_part ON bonus_lots (user_id, expires_at, id) WHERE remaining > 0;
CREATE INDEX orders_due_part ON orders (next_check_at) WHERE status = 'pending';
CREATE INDEX gateway_events_open_part ON gateway_events (received_at) WHERE processed_at IS NULL;
CREATE INDEX outbox_due_part ON outbox_messages (next_at) WHERE state = 'queued';
CREATE UNIQUE INDEX disputes_open_part ON disputes (task_id) WHERE status IN ('open', 'decided');

-- Append-only: grants refuse it to web and worker, this refuses it to everyone else.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'AF001';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON statement_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_chain FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Every transfer balances. A statement must bring all entries of a transfer at once; a deferred
-- row trigger would halve the speed of batches.
CREATE FUNCTION entries_balance() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT FROM written GROUP BY transfer_id HAVING sum(amount) <> 0 OR count(*) < 2
  ) THEN
    RAISE EXCEPTION 'entries of a transfer do not sum to zero' USING ERRCODE = 'AF002';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER balanced AFTER INSERT ON entries REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION entries_balance();

-- Terminal states absorb, but for the one arc completed → refunded.
CREATE FUNCTION tasks_absorb() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.status = 'completed' AND NEW.status = 'refunded' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'task % is % and stays so', OLD.id, OLD.status USING ERRCODE = 'AF003';
END $$;
CREATE TRIGGER absorb BEFORE UPDATE ON tasks FOR EACH ROW
  WHEN (OLD.status IN ('completed', 'failed', 'cancelled', 'expired', 'refunded') AND NEW.status <> OLD.status)
  EXECUTE FUNCTION tasks_absorb();

-- Hot tables: room for HOT updates, early vacuum.
ALTER TABLE tasks SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);
ALTER TABLE attempts SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
ALTER TABLE accounts SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);
ALTER TABLE resource_counters SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE upstream_accounts SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE model_clocks SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01);
ALTER TABLE fair_keys SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE sessions SET (fillfactor = 80);

-- Nobody becomes an admin through the web or the worker: the operator's command does it as the owner.
CREATE FUNCTION users_guard_admin() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_user IN ('aetherflow_web', 'aetherflow_worker') THEN
    RAISE EXCEPTION 'only the operator makes an admin' USING ERRCODE = 'AF004';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_admin_insert BEFORE INSERT ON users FOR EACH ROW
  WHEN (NEW.role = 'admin') EXECUTE FUNCTION users_guard_admin();
CREATE TRIGGER guard_admin_update BEFORE UPDATE ON users FOR EACH ROW
  WHEN (NEW.role = 'admin' AND OLD.role <> 'admin') EXECUTE FUNCTION users_guard_admin();

-- A list is empty or full, never unknown; Prisma's lists cannot say so.
ALTER TABLE resources ADD CONSTRAINT resources_models_known CHECK (model_ids IS NOT NULL);
ALTER TABLE tasks ADD CONSTRAINT tasks_excluded_known CHECK (excluded IS NOT NULL);
ALTER TABLE api_tokens ADD CONSTRAINT api_tokens_scopes_known CHECK (scopes IS NOT NULL);

-- A picture that was kept as evidence is never delivered afterwards, and a deleted one stays deleted.
CREATE FUNCTION images_guard_state() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'image % is % and does not become %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'AF005';
END $$;
CREATE TRIGGER guard_state BEFORE UPDATE ON images FOR EACH ROW
  WHEN (NEW.state <> OLD.state AND NOT (OLD.state = 'delivered' AND NEW.state = 'deleted'))
  EXECUTE FUNCTION images_guard_state();
