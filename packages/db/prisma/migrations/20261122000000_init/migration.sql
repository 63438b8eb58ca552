-- The sequence behind tasks.row_version; live status sends what is newer.
CREATE SEQUENCE task_row_version AS bigint CACHE 1;

-- CreateEnum
CREATE TYPE "outbox_state" AS ENUM ('queued', 'sent', 'failed');

-- CreateEnum
CREATE TYPE "dispute_type" AS ENUM ('generation_failed', 'poor_quality', 'wrong_result', 'other');

-- CreateEnum
CREATE TYPE "dispute_status" AS ENUM ('open', 'decided', 'executed', 'withdrawn');

-- CreateEnum
CREATE TYPE "dispute_decision" AS ENUM ('refund_full', 'refund_partial', 'compensate', 'reject');

-- CreateEnum
CREATE TYPE "resource_kind" AS ENUM ('deposited_key', 'own_key', 'platform_key', 'relay');

-- CreateEnum
CREATE TYPE "resource_status" AS ENUM ('verifying', 'active', 'paused', 'disabled', 'error');

-- CreateEnum
CREATE TYPE "credential_state" AS ENUM ('begun', 'sealed', 'active', 'retired', 'refused', 'destroyed');

-- CreateEnum
CREATE TYPE "verification_state" AS ENUM ('queued', 'running', 'passed', 'failed');

-- CreateEnum
CREATE TYPE "user_role" AS ENUM ('consumer', 'provider', 'admin');

-- CreateEnum
CREATE TYPE "user_status" AS ENUM ('active', 'frozen', 'disabled');

-- CreateEnum
CREATE TYPE "theme" AS ENUM ('system', 'light', 'dark');

-- CreateEnum
CREATE TYPE "email_token_kind" AS ENUM ('verify_email', 'reset_password');

-- CreateEnum
CREATE TYPE "order_status" AS ENUM ('pending', 'credited', 'cancelled', 'expired', 'mismatch', 'refunded', 'charged_back');

-- CreateEnum
CREATE TYPE "preference" AS ENUM ('cheapest', 'balanced', 'fastest');

-- CreateEnum
CREATE TYPE "task_status" AS ENUM ('pending', 'processing', 'completed', 'failed', 'cancelled', 'expired', 'refunded');

-- CreateEnum
CREATE TYPE "attempt_state" AS ENUM ('claimed', 'dispatched', 'succeeded', 'failed', 'unknown', 'abandoned');

-- CreateEnum
CREATE TYPE "image_state" AS ENUM ('delivered', 'evidence', 'deleted');

-- CreateEnum
CREATE TYPE "account_kind" AS ENUM ('available', 'bonus', 'held', 'pending', 'earned', 'promo_earned', 'debt', 'commission', 'bonus_expense', 'loss', 'clearing');

-- CreateEnum
CREATE TYPE "transfer_kind" AS ENUM ('grant', 'top_up', 'hold', 'settle', 'release', 'mature', 'loss_payment', 'expire', 'dispute_refund', 'compensate', 'refund', 'chargeback', 'adjust', 'buy_out', 'recover_debt');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('user', 'worker', 'admin', 'system');

-- CreateEnum
CREATE TYPE "statement_type" AS ENUM ('recharge', 'hold', 'consume', 'release', 'earn', 'commission', 'refund', 'bonus', 'expiry', 'adjustment', 'chargeback', 'mature', 'compensation');

-- CreateEnum
CREATE TYPE "settlement_state" AS ENUM ('open', 'matured', 'disputed', 'reversed');

-- CreateTable
CREATE TABLE "audit_events" (
    "id" BIGSERIAL NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "action" VARCHAR(60) NOT NULL,
    "subject_kind" VARCHAR(40) NOT NULL,
    "subject_id" VARCHAR(80) NOT NULL,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "request_id" VARCHAR(64) NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_messages" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "dedupe_key" VARCHAR(120) NOT NULL,
    "recipient" VARCHAR(254) NOT NULL,
    "user_id" UUID,
    "locale" VARCHAR(8) NOT NULL,
    "template" VARCHAR(40) NOT NULL,
    "params" JSONB NOT NULL,
    "state" "outbox_state" NOT NULL DEFAULT 'queued',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_until" TIMESTAMPTZ(3),
    "last_error" VARCHAR(200),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "system_switches" (
    "name" VARCHAR(40) NOT NULL,
    "on" BOOLEAN NOT NULL DEFAULT false,
    "reason" VARCHAR(500) NOT NULL DEFAULT '',
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "system_switches_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "upstreams" (
    "id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "host" VARCHAR(120) NOT NULL,
    "deposit_open" BOOLEAN NOT NULL DEFAULT false,
    "deposit_reason" VARCHAR(500) NOT NULL DEFAULT '',
    "warranty_version" VARCHAR(32) NOT NULL DEFAULT '2026-11',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upstreams_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "models" (
    "id" VARCHAR(80) NOT NULL,
    "upstream_id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "capability" JSONB NOT NULL,
    "call_timeout_ms" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "models_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_prices" (
    "model_id" VARCHAR(80) NOT NULL,
    "version" INTEGER NOT NULL,
    "cost_e4" BIGINT NOT NULL,
    "source" VARCHAR(200) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_prices_pkey" PRIMARY KEY ("model_id","version")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" VARCHAR(60) NOT NULL,
    "version" INTEGER NOT NULL,
    "value" JSONB NOT NULL,
    "reason" VARCHAR(500) NOT NULL DEFAULT '',
    "set_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key","version")
);

-- CreateTable
CREATE TABLE "disputes" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "task_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "request_hash" CHAR(64) NOT NULL,
    "type" "dispute_type" NOT NULL,
    "description" VARCHAR(2000) NOT NULL,
    "evidence" JSONB NOT NULL DEFAULT '{}',
    "status" "dispute_status" NOT NULL DEFAULT 'open',
    "decision" "dispute_decision",
    "amount" BIGINT,
    "handled_by" UUID,
    "approved_by" UUID,
    "resolution" VARCHAR(2000),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "executed_at" TIMESTAMPTZ(3),

    CONSTRAINT "disputes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upstream_accounts" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "upstream_id" VARCHAR(40) NOT NULL,
    "account_hash" CHAR(64) NOT NULL,
    "balance_e4" BIGINT,
    "balance_at" TIMESTAMPTZ(3),
    "spent_since_e4" BIGINT NOT NULL DEFAULT 0,
    "concurrency_limit" INTEGER NOT NULL DEFAULT 20,
    "in_flight" INTEGER NOT NULL DEFAULT 0,
    "window_limit" INTEGER NOT NULL DEFAULT 140,
    "window_ms" INTEGER NOT NULL DEFAULT 10000,
    "window_started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT 'epoch',
    "window_count" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "upstream_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resources" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "owner_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "request_hash" CHAR(64) NOT NULL,
    "kind" "resource_kind" NOT NULL DEFAULT 'deposited_key',
    "upstream_id" VARCHAR(40) NOT NULL,
    "upstream_account_id" UUID,
    "name" VARCHAR(80) NOT NULL,
    "status" "resource_status" NOT NULL DEFAULT 'verifying',
    "status_reason" VARCHAR(60),
    "status_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "price_e4" BIGINT NOT NULL DEFAULT 10000,
    "daily_limit_e4" BIGINT NOT NULL DEFAULT 100000000,
    "monthly_limit_e4" BIGINT NOT NULL DEFAULT 1000000000,
    "floor_balance_e4" BIGINT NOT NULL DEFAULT 0,
    "concurrency_limit" INTEGER NOT NULL DEFAULT 5,
    "requests_per_minute" INTEGER NOT NULL DEFAULT 60,
    "model_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "hours_mask" INTEGER NOT NULL DEFAULT 16777215,
    "warranty_version" VARCHAR(32) NOT NULL,
    "warranty_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "resources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resource_counters" (
    "resource_id" UUID NOT NULL,
    "in_flight" INTEGER NOT NULL DEFAULT 0,
    "day" DATE NOT NULL DEFAULT 'epoch',
    "day_used_e4" BIGINT NOT NULL DEFAULT 0,
    "month" DATE NOT NULL DEFAULT 'epoch',
    "month_used_e4" BIGINT NOT NULL DEFAULT 0,
    "minute_started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT 'epoch',
    "minute_count" INTEGER NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "breaker_until" TIMESTAMPTZ(3),
    "probe_attempt_id" UUID,

    CONSTRAINT "resource_counters_pkey" PRIMARY KEY ("resource_id")
);

-- CreateTable
CREATE TABLE "resource_model_stats" (
    "resource_id" UUID NOT NULL,
    "model_id" VARCHAR(80) NOT NULL,
    "delivered" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "failed" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "latency_ms" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "latency_p95" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "resource_model_stats_pkey" PRIMARY KEY ("resource_id","model_id")
);

-- CreateTable
CREATE TABLE "credentials" (
    "id" UUID NOT NULL,
    "resource_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "state" "credential_state" NOT NULL DEFAULT 'begun',
    "sealed" TEXT,
    "vault_key_id" VARCHAR(40),
    "verification_tag" VARCHAR(64),
    "fingerprint" CHAR(64),
    "masked_tail" VARCHAR(8),
    "begin_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "sealed_at" TIMESTAMPTZ(3),
    "verified_at" TIMESTAMPTZ(3),
    "destroyed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credentials_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifications" (
    "credential_id" UUID NOT NULL,
    "state" "verification_state" NOT NULL DEFAULT 'queued',
    "checks" JSONB NOT NULL DEFAULT '[]',
    "fence" BIGINT NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("credential_id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "email" VARCHAR(254) NOT NULL,
    "password_hash" VARCHAR(255) NOT NULL,
    "display_name" VARCHAR(80) NOT NULL DEFAULT '',
    "role" "user_role" NOT NULL DEFAULT 'consumer',
    "status" "user_status" NOT NULL DEFAULT 'active',
    "locale" VARCHAR(8) NOT NULL DEFAULT 'en',
    "theme" "theme" NOT NULL DEFAULT 'system',
    "email_verified_at" TIMESTAMPTZ(3),
    "provider_terms_version" VARCHAR(32),
    "provider_terms_accepted_at" TIMESTAMPTZ(3),
    "totp_sealed" TEXT,
    "totp_last_step" BIGINT,
    "daily_spend_cap" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "idle_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_reason" VARCHAR(40),
    "user_agent" VARCHAR(256) NOT NULL DEFAULT '',
    "address_hash" VARCHAR(64) NOT NULL DEFAULT '',

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "email_tokens" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "kind" "email_token_kind" NOT NULL,
    "token_hash" CHAR(64) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "email_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "token_hash" CHAR(64) NOT NULL,
    "masked_tail" VARCHAR(8) NOT NULL,
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "spend_cap" BIGINT,
    "spent" BIGINT NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "packs" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "code" VARCHAR(20) NOT NULL,
    "version" INTEGER NOT NULL,
    "credits" BIGINT,
    "min_credits" BIGINT,
    "max_credits" BIGINT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "retired_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "packs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pack_prices" (
    "pack_id" UUID NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "per_credits" BIGINT NOT NULL,

    CONSTRAINT "pack_prices_pkey" PRIMARY KEY ("pack_id","currency")
);

-- CreateTable
CREATE TABLE "orders" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "request_hash" CHAR(64) NOT NULL,
    "pack_id" UUID NOT NULL,
    "credits" BIGINT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "gateway" VARCHAR(20) NOT NULL,
    "merchant" VARCHAR(64) NOT NULL,
    "status" "order_status" NOT NULL DEFAULT 'pending',
    "redirect_url" TEXT,
    "gateway_payment_id" VARCHAR(128),
    "mismatch_reason" VARCHAR(80),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "credited_at" TIMESTAMPTZ(3),
    "next_check_at" TIMESTAMPTZ(3),
    "checks" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gateway_events" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "gateway" VARCHAR(20) NOT NULL,
    "event_id" VARCHAR(128) NOT NULL,
    "order_id" UUID,
    "kind" VARCHAR(40) NOT NULL,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),
    "outcome" VARCHAR(40),
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "gateway_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "request_hash" CHAR(64) NOT NULL,
    "prompt" VARCHAR(10000) NOT NULL,
    "negative_prompt" VARCHAR(10000) NOT NULL DEFAULT '',
    "params" JSONB NOT NULL,
    "preference" "preference" NOT NULL DEFAULT 'balanced',
    "own_key" BOOLEAN NOT NULL DEFAULT false,
    "task_count" INTEGER NOT NULL,
    "hidden_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tasks" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "model_id" VARCHAR(80) NOT NULL,
    "status" "task_status" NOT NULL DEFAULT 'pending',
    "seed" BIGINT,
    "ceiling" BIGINT NOT NULL,
    "held_bonus" BIGINT NOT NULL DEFAULT 0,
    "held_promo" BIGINT NOT NULL DEFAULT 0,
    "held_available" BIGINT NOT NULL DEFAULT 0,
    "held_earned" BIGINT NOT NULL DEFAULT 0,
    "held_lots" JSONB,
    "commission_bps" INTEGER NOT NULL,
    "cost_e4" BIGINT NOT NULL,
    "fair_key" BIGINT NOT NULL,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "unknown_count" INTEGER NOT NULL DEFAULT 0,
    "excluded" UUID[] DEFAULT ARRAY[]::UUID[],
    "fence" BIGINT NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "worker_id" VARCHAR(60),
    "attempt_id" UUID,
    "parked_until" TIMESTAMPTZ(3),
    "parked_reason" VARCHAR(40),
    "error_code" VARCHAR(40),
    "row_version" BIGINT NOT NULL DEFAULT nextval('task_row_version'),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "tasks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempts" (
    "id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "resource_id" UUID NOT NULL,
    "credential_id" UUID NOT NULL,
    "upstream_account_id" UUID NOT NULL,
    "worker_id" VARCHAR(60) NOT NULL,
    "fence" BIGINT NOT NULL,
    "state" "attempt_state" NOT NULL DEFAULT 'claimed',
    "price" BIGINT NOT NULL,
    "cost_e4" BIGINT NOT NULL,
    "reserved_day" DATE NOT NULL,
    "reserved_month" DATE NOT NULL,
    "reserved_minute" TIMESTAMPTZ(3) NOT NULL,
    "reserved_window" TIMESTAMPTZ(3) NOT NULL,
    "slot_held" BOOLEAN NOT NULL DEFAULT true,
    "credits_held" BOOLEAN NOT NULL DEFAULT true,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dispatched_at" TIMESTAMPTZ(3),
    "call_deadline_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "error_code" VARCHAR(40),
    "upstream_request_id" VARCHAR(128),
    "latency_ms" INTEGER,
    "loss_due" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routing_decisions" (
    "attempt_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "policy_version" INTEGER NOT NULL,
    "decision" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "routing_decisions_pkey" PRIMARY KEY ("attempt_id")
);

-- CreateTable
CREATE TABLE "fair_keys" (
    "user_id" UUID NOT NULL,
    "model_id" VARCHAR(80) NOT NULL,
    "last_key" BIGINT NOT NULL,

    CONSTRAINT "fair_keys_pkey" PRIMARY KEY ("user_id","model_id")
);

-- CreateTable
CREATE TABLE "model_clocks" (
    "model_id" VARCHAR(80) NOT NULL,
    "virtual_time" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "model_clocks_pkey" PRIMARY KEY ("model_id")
);

-- CreateTable
CREATE TABLE "images" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "task_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "storage_key" VARCHAR(200) NOT NULL,
    "thumb_key" VARCHAR(200) NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "mime_type" VARCHAR(40) NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "seed" BIGINT,
    "placeholder" VARCHAR(2000) NOT NULL DEFAULT '',
    "state" "image_state" NOT NULL DEFAULT 'delivered',
    "favourite" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "images_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reference_assets" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "storage_key" VARCHAR(200) NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "mime_type" VARCHAR(40) NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "reference_assets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "filter_strikes" (
    "user_id" UUID NOT NULL,
    "model_id" VARCHAR(80) NOT NULL,
    "day" DATE NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 0,
    "closed_until" TIMESTAMPTZ(3),

    CONSTRAINT "filter_strikes_pkey" PRIMARY KEY ("user_id","model_id","day")
);

-- CreateTable
CREATE TABLE "workers" (
    "id" VARCHAR(60) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "workers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" BIGSERIAL NOT NULL,
    "user_id" UUID,
    "kind" "account_kind" NOT NULL,
    "gateway" VARCHAR(20) NOT NULL DEFAULT '',
    "balance" BIGINT,
    "seq" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfers" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "kind" "transfer_kind" NOT NULL,
    "business_key" VARCHAR(120) NOT NULL,
    "content_hash" BYTEA NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT "transfers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entries" (
    "id" BIGSERIAL NOT NULL,
    "transfer_id" UUID NOT NULL,
    "account_id" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,
    "seq" BIGINT,
    "balance_after" BIGINT,
    "xid" xid8 NOT NULL DEFAULT pg_current_xact_id(),

    CONSTRAINT "entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement_lines" (
    "id" BIGSERIAL NOT NULL,
    "user_id" UUID NOT NULL,
    "transfer_id" UUID NOT NULL,
    "type" "statement_type" NOT NULL,
    "amount" BIGINT NOT NULL,
    "spendable_delta" BIGINT NOT NULL,
    "held_delta" BIGINT NOT NULL,
    "pending_delta" BIGINT NOT NULL,
    "spendable_after" BIGINT NOT NULL,
    "held_after" BIGINT NOT NULL,
    "pending_after" BIGINT NOT NULL,
    "task_id" UUID,
    "run_id" UUID,
    "order_id" UUID,
    "description" VARCHAR(120) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "statement_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bonus_lots" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "transfer_id" UUID NOT NULL,
    "reason" VARCHAR(40) NOT NULL,
    "amount" BIGINT NOT NULL,
    "remaining" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bonus_lots_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settlements" (
    "task_id" UUID NOT NULL,
    "attempt_id" UUID NOT NULL,
    "consumer_id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "resource_id" UUID NOT NULL,
    "transfer_id" UUID,
    "price" BIGINT NOT NULL,
    "fee" BIGINT NOT NULL,
    "provider_share" BIGINT NOT NULL,
    "from_bonus" BIGINT NOT NULL DEFAULT 0,
    "from_promo" BIGINT NOT NULL DEFAULT 0,
    "from_available" BIGINT NOT NULL DEFAULT 0,
    "from_earned" BIGINT NOT NULL DEFAULT 0,
    "share_promo" BIGINT NOT NULL DEFAULT 0,
    "state" "settlement_state" NOT NULL DEFAULT 'open',
    "reversed" BIGINT NOT NULL DEFAULT 0,
    "fee_reversed" BIGINT NOT NULL DEFAULT 0,
    "matures_at" TIMESTAMPTZ(3) NOT NULL,
    "matured_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settlements_pkey" PRIMARY KEY ("task_id")
);

-- CreateTable
CREATE TABLE "loss_counters" (
    "user_id" UUID NOT NULL,
    "side" VARCHAR(10) NOT NULL,
    "day" DATE NOT NULL,
    "amount" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "loss_counters_pkey" PRIMARY KEY ("user_id","side","day")
);

-- CreateTable
CREATE TABLE "platform_rollups" (
    "id" BIGSERIAL NOT NULL,
    "account_id" BIGINT NOT NULL,
    "up_to_xid" xid8 NOT NULL,
    "balance" BIGINT NOT NULL,
    "entries" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "platform_rollups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_chain" (
    "number" BIGINT NOT NULL,
    "transfer_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "chained_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_chain_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "grant_rules" (
    "reason" VARCHAR(40) NOT NULL,
    "version" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "valid_days" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "grant_rules_pkey" PRIMARY KEY ("reason","version")
);

-- CreateTable
CREATE TABLE "commission_rules" (
    "version" INTEGER NOT NULL,
    "bps" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "commission_rules_pkey" PRIMARY KEY ("version")
);

-- CreateIndex
CREATE INDEX "audit_events_subject_kind_subject_id_id_idx" ON "audit_events"("subject_kind", "subject_id", "id");

-- CreateIndex
CREATE INDEX "audit_events_actor_id_id_idx" ON "audit_events"("actor_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_messages_dedupe_key_key" ON "outbox_messages"("dedupe_key");

-- CreateIndex
CREATE INDEX "outbox_messages_recipient_id_idx" ON "outbox_messages"("recipient", "id");

-- CreateIndex
CREATE INDEX "disputes_status_id_idx" ON "disputes"("status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "disputes_user_id_client_id_key" ON "disputes"("user_id", "client_id");

-- CreateIndex
CREATE UNIQUE INDEX "upstream_accounts_upstream_id_account_hash_key" ON "upstream_accounts"("upstream_id", "account_hash");

-- CreateIndex
CREATE INDEX "resources_owner_id_id_idx" ON "resources"("owner_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "resources_owner_id_client_id_key" ON "resources"("owner_id", "client_id");

-- CreateIndex
CREATE UNIQUE INDEX "credentials_resource_id_version_key" ON "credentials"("resource_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "users_created_at_id_idx" ON "users"("created_at", "id");

-- CreateIndex
CREATE INDEX "sessions_user_id_id_idx" ON "sessions"("user_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "email_tokens_token_hash_key" ON "email_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "email_tokens_user_id_kind_created_at_idx" ON "email_tokens"("user_id", "kind", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_token_hash_key" ON "api_tokens"("token_hash");

-- CreateIndex
CREATE INDEX "api_tokens_user_id_id_idx" ON "api_tokens"("user_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "packs_code_version_key" ON "packs"("code", "version");

-- CreateIndex
CREATE INDEX "orders_user_id_id_idx" ON "orders"("user_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "orders_user_id_client_id_key" ON "orders"("user_id", "client_id");

-- CreateIndex
CREATE UNIQUE INDEX "orders_gateway_gateway_payment_id_key" ON "orders"("gateway", "gateway_payment_id");

-- CreateIndex
CREATE INDEX "gateway_events_order_id_idx" ON "gateway_events"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "gateway_events_gateway_event_id_key" ON "gateway_events"("gateway", "event_id");

-- CreateIndex
CREATE INDEX "runs_user_id_id_idx" ON "runs"("user_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "runs_user_id_client_id_key" ON "runs"("user_id", "client_id");

-- CreateIndex
CREATE INDEX "tasks_user_id_id_idx" ON "tasks"("user_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "tasks_run_id_index_key" ON "tasks"("run_id", "index");

-- CreateIndex
CREATE INDEX "attempts_resource_id_claimed_at_idx" ON "attempts"("resource_id", "claimed_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "attempts_task_id_number_key" ON "attempts"("task_id", "number");

-- CreateIndex
CREATE INDEX "routing_decisions_task_id_idx" ON "routing_decisions"("task_id");

-- CreateIndex
CREATE UNIQUE INDEX "images_task_id_key" ON "images"("task_id");

-- CreateIndex
CREATE INDEX "images_user_id_id_idx" ON "images"("user_id", "id" DESC);

-- CreateIndex
CREATE INDEX "reference_assets_user_id_id_idx" ON "reference_assets"("user_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "accounts_user_id_kind_key" ON "accounts"("user_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "transfers_business_key_key" ON "transfers"("business_key");

-- CreateIndex
CREATE INDEX "transfers_xid_idx" ON "transfers"("xid");

-- CreateIndex
CREATE INDEX "entries_transfer_id_idx" ON "entries"("transfer_id");

-- CreateIndex
CREATE UNIQUE INDEX "entries_account_id_seq_key" ON "entries"("account_id", "seq");

-- CreateIndex
CREATE INDEX "statement_lines_user_id_id_idx" ON "statement_lines"("user_id", "id" DESC);

-- CreateIndex
CREATE INDEX "statement_lines_user_id_type_id_idx" ON "statement_lines"("user_id", "type", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "statement_lines_transfer_id_user_id_key" ON "statement_lines"("transfer_id", "user_id");

-- CreateIndex
CREATE INDEX "bonus_lots_user_id_expires_at_idx" ON "bonus_lots"("user_id", "expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "bonus_lots_user_id_reason_transfer_id_key" ON "bonus_lots"("user_id", "reason", "transfer_id");

-- CreateIndex
CREATE UNIQUE INDEX "settlements_attempt_id_key" ON "settlements"("attempt_id");

-- CreateIndex
CREATE INDEX "settlements_provider_id_created_at_idx" ON "settlements"("provider_id", "created_at");

-- CreateIndex
CREATE INDEX "settlements_consumer_id_created_at_idx" ON "settlements"("consumer_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "platform_rollups_account_id_up_to_xid_key" ON "platform_rollups"("account_id", "up_to_xid");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_chain_transfer_id_key" ON "ledger_chain"("transfer_id");

-- AddForeignKey
ALTER TABLE "models" ADD CONSTRAINT "models_upstream_id_fkey" FOREIGN KEY ("upstream_id") REFERENCES "upstreams"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "model_prices" ADD CONSTRAINT "model_prices_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "upstream_accounts" ADD CONSTRAINT "upstream_accounts_upstream_id_fkey" FOREIGN KEY ("upstream_id") REFERENCES "upstreams"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "resources" ADD CONSTRAINT "resources_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "resources" ADD CONSTRAINT "resources_upstream_id_fkey" FOREIGN KEY ("upstream_id") REFERENCES "upstreams"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "resources" ADD CONSTRAINT "resources_upstream_account_id_fkey" FOREIGN KEY ("upstream_account_id") REFERENCES "upstream_accounts"("id") ON DELETE SET NULL ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "resource_counters" ADD CONSTRAINT "resource_counters_resource_id_fkey" FOREIGN KEY ("resource_id") REFERENCES "resources"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_resource_id_fkey" FOREIGN KEY ("resource_id") REFERENCES "resources"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "verifications" ADD CONSTRAINT "verifications_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credentials"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "email_tokens" ADD CONSTRAINT "email_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "pack_prices" ADD CONSTRAINT "pack_prices_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "packs"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "packs"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "images" ADD CONSTRAINT "images_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
