-- Money that comes back: incidents, refunds, chargebacks, adjustments, statements of gateways, tailers.

-- CreateEnum
CREATE TYPE "incident_state" AS ENUM ('open', 'resolved');

-- CreateEnum
CREATE TYPE "incident_resolution" AS ENUM ('refunded', 'dismissed', 'rechecked');

-- CreateEnum
CREATE TYPE "refund_state" AS ENUM ('awaiting_approval', 'requested', 'debited', 'done', 'refused');

-- CreateEnum
CREATE TYPE "chargeback_state" AS ENUM ('opened', 'debited', 'won', 'lost');

-- CreateEnum
CREATE TYPE "adjustment_kind" AS ENUM ('adjust', 'buy_out');

-- CreateEnum
CREATE TYPE "adjustment_state" AS ENUM ('awaiting_approval', 'approved', 'executed', 'rejected', 'failed');

-- CreateEnum
CREATE TYPE "usage_side" AS ENUM ('spent', 'earned');

-- AlterEnum
ALTER TYPE "dispute_status" ADD VALUE 'awaiting_approval';

-- AlterEnum
ALTER TYPE "statement_type" ADD VALUE 'payment_refund';
ALTER TYPE "statement_type" ADD VALUE 'debt_recovery';
ALTER TYPE "statement_type" ADD VALUE 'reversal';
ALTER TYPE "statement_type" ADD VALUE 'buy_out';

-- AlterEnum
ALTER TYPE "transfer_kind" ADD VALUE 'refund_return';
ALTER TYPE "transfer_kind" ADD VALUE 'chargeback_return';

-- AlterTable
ALTER TABLE "disputes" ADD COLUMN     "effects" JSONB,
ADD COLUMN     "failure" VARCHAR(60);

-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "device" VARCHAR(8) NOT NULL DEFAULT 'desktop',
ADD COLUMN     "gateway_reference" VARCHAR(255),
ADD COLUMN     "refunded_credits" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "refunded_minor" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "statement_lines" ADD COLUMN     "debt_after" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "debt_delta" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "low_balance_at" BIGINT DEFAULT 500,
ADD COLUMN     "low_balance_notified_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "payment_incidents" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "gateway" VARCHAR(20) NOT NULL,
    "gateway_payment_id" VARCHAR(128) NOT NULL,
    "order_id" UUID,
    "reason" VARCHAR(40) NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "merchant" VARCHAR(64) NOT NULL,
    "state" "incident_state" NOT NULL DEFAULT 'open',
    "resolution" "incident_resolution",
    "note" VARCHAR(500),
    "handled_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_incidents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_refunds" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "order_id" UUID NOT NULL,
    "incident_id" UUID,
    "client_id" UUID NOT NULL,
    "request_hash" CHAR(64) NOT NULL,
    "credits" BIGINT NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "state" "refund_state" NOT NULL DEFAULT 'requested',
    "requested_by" UUID NOT NULL,
    "approved_by" UUID,
    "gateway_refund_id" VARCHAR(128),
    "failure" VARCHAR(60),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "debited_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "order_refunds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chargebacks" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "order_id" UUID NOT NULL,
    "gateway" VARCHAR(20) NOT NULL,
    "gateway_dispute_id" VARCHAR(128) NOT NULL,
    "amount_minor" INTEGER NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "credits" BIGINT NOT NULL,
    "state" "chargeback_state" NOT NULL DEFAULT 'opened',
    "taken" BIGINT NOT NULL DEFAULT 0,
    "owed" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "debited_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "chargebacks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chargeback_reversals" (
    "chargeback_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "price" BIGINT NOT NULL,
    "fee" BIGINT NOT NULL,

    CONSTRAINT "chargeback_reversals_pkey" PRIMARY KEY ("chargeback_id","task_id")
);

-- CreateTable
CREATE TABLE "gateway_statements" (
    "gateway" VARCHAR(20) NOT NULL,
    "day" DATE NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "matches" BOOLEAN NOT NULL,
    "ours_minor" BIGINT NOT NULL,
    "theirs_minor" BIGINT NOT NULL,
    "lines" INTEGER NOT NULL,
    "differences" JSONB NOT NULL DEFAULT '[]',
    "checked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gateway_statements_pkey" PRIMARY KEY ("gateway","day","currency")
);

-- CreateTable
CREATE TABLE "adjustments" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "kind" "adjustment_kind" NOT NULL,
    "user_id" UUID NOT NULL,
    "account" "account_kind" NOT NULL,
    "amount" BIGINT NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "client_id" UUID NOT NULL,
    "request_hash" CHAR(64) NOT NULL,
    "state" "adjustment_state" NOT NULL,
    "requested_by" UUID NOT NULL,
    "approved_by" UUID,
    "failure" VARCHAR(60),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "executed_at" TIMESTAMPTZ(3),

    CONSTRAINT "adjustments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tailers" (
    "name" VARCHAR(40) NOT NULL,
    "up_to_xid" xid8 NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tailers_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "usage_days" (
    "user_id" UUID NOT NULL,
    "side" "usage_side" NOT NULL,
    "day" DATE NOT NULL,
    "model_id" VARCHAR(80) NOT NULL,
    "resource_id" UUID NOT NULL,
    "tasks" INTEGER NOT NULL DEFAULT 0,
    "amount" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "usage_days_pkey" PRIMARY KEY ("user_id","side","day","model_id","resource_id")
);

-- CreateTable
CREATE TABLE "invariant_runs" (
    "id" BIGSERIAL NOT NULL,
    "scope" VARCHAR(10) NOT NULL,
    "holds" BOOLEAN NOT NULL,
    "verdicts" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invariant_runs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "payment_incidents_state_id_idx" ON "payment_incidents"("state", "id");

-- CreateIndex
CREATE INDEX "payment_incidents_order_id_idx" ON "payment_incidents"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_incidents_gateway_gateway_payment_id_reason_key" ON "payment_incidents"("gateway", "gateway_payment_id", "reason");

-- CreateIndex
CREATE INDEX "order_refunds_order_id_idx" ON "order_refunds"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "order_refunds_requested_by_client_id_key" ON "order_refunds"("requested_by", "client_id");

-- CreateIndex
CREATE INDEX "chargebacks_order_id_idx" ON "chargebacks"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "chargebacks_gateway_gateway_dispute_id_key" ON "chargebacks"("gateway", "gateway_dispute_id");

-- CreateIndex
CREATE INDEX "chargeback_reversals_task_id_idx" ON "chargeback_reversals"("task_id");

-- CreateIndex
CREATE INDEX "adjustments_state_id_idx" ON "adjustments"("state", "id");

-- CreateIndex
CREATE INDEX "adjustments_user_id_id_idx" ON "adjustments"("user_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "adjustments_requested_by_client_id_key" ON "adjustments"("requested_by", "client_id");

-- CreateIndex
CREATE INDEX "disputes_user_id_id_idx" ON "disputes"("user_id", "id" DESC);

-- CreateIndex
CREATE INDEX "disputes_task_id_idx" ON "disputes"("task_id");

-- What the Prisma language cannot say.
ALTER TABLE orders ADD CONSTRAINT orders_refunded CHECK (
  refunded_minor BETWEEN 0 AND amount_minor AND refunded_credits BETWEEN 0 AND credits AND device IN ('desktop', 'phone'));
ALTER TABLE payment_incidents ADD CONSTRAINT payment_incidents_shape CHECK (
  amount_minor >= 0 AND (state = 'resolved') = (resolution IS NOT NULL) AND (state = 'resolved') = (resolved_at IS NOT NULL));
ALTER TABLE order_refunds ADD CONSTRAINT order_refunds_bounds CHECK (
  credits >= 0 AND amount_minor > 0 AND attempts >= 0 AND approved_by IS DISTINCT FROM requested_by);
ALTER TABLE chargebacks ADD CONSTRAINT chargebacks_split CHECK (
  amount_minor > 0 AND credits > 0 AND taken >= 0 AND owed >= 0 AND (state = 'opened' OR taken + owed = credits));
ALTER TABLE chargeback_reversals ADD CONSTRAINT chargeback_reversals_bounds CHECK (price > 0 AND fee BETWEEN 0 AND price);
ALTER TABLE adjustments ADD CONSTRAINT adjustments_shape CHECK (
  amount <> 0 AND approved_by IS DISTINCT FROM requested_by
  AND CASE kind WHEN 'adjust' THEN account IN ('available', 'promo_earned', 'earned')
                WHEN 'buy_out' THEN account = 'promo_earned' AND amount < 0 END);
ALTER TABLE usage_days ADD CONSTRAINT usage_days_bounds CHECK (tasks >= 0 AND amount >= 0);
ALTER TABLE users ADD CONSTRAINT users_limits CHECK (
  (daily_spend_cap IS NULL OR daily_spend_cap >= 0) AND (low_balance_at IS NULL OR low_balance_at >= 0));
ALTER TABLE disputes ADD CONSTRAINT disputes_shape CHECK (
  (amount IS NULL OR amount >= 0) AND (approved_by IS NULL OR approved_by <> handled_by)
  AND (status IN ('open', 'withdrawn')) = (decision IS NULL));
-- A task is disputed once; who withdrew may open it again while the window lasts.
DROP INDEX disputes_open_part;
CREATE UNIQUE INDEX disputes_task_part ON disputes (task_id) WHERE status <> 'withdrawn';
CREATE INDEX disputes_decided_part ON disputes (decided_at) WHERE status = 'decided';
CREATE INDEX order_refunds_due_part ON order_refunds (next_at) WHERE state IN ('requested', 'debited');
CREATE INDEX adjustments_due_part ON adjustments (decided_at) WHERE state = 'approved';
CREATE INDEX accounts_owing_part ON accounts (user_id) WHERE kind = 'debt' AND balance < 0;
CREATE INDEX users_low_balance_part ON users (id) WHERE low_balance_at IS NOT NULL;
