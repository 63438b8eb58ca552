-- AlterTable
ALTER TABLE "attempts" ADD COLUMN     "ended_xid" xid8;

-- AlterTable
ALTER TABLE "credentials" ADD COLUMN     "retired_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "resources" ADD COLUMN     "key_model_ids" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "warranty_acceptances" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "resource_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "upstream_id" VARCHAR(40) NOT NULL,
    "version" VARCHAR(32) NOT NULL,
    "text_hash" CHAR(64) NOT NULL,
    "locale" VARCHAR(8) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "warranty_acceptances_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_reviews" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "upstream_account_id" UUID NOT NULL,
    "owner_ids" UUID[],
    "state" VARCHAR(12) NOT NULL DEFAULT 'open',
    "note" VARCHAR(500) NOT NULL DEFAULT '',
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_reviews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "key_receipts" (
    "resource_id" UUID NOT NULL,
    "number" BIGINT NOT NULL,
    "attempt_id" UUID NOT NULL,
    "event" VARCHAR(12) NOT NULL,
    "credential_version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "model_id" VARCHAR(80) NOT NULL,
    "upstream_request_id" VARCHAR(128) NOT NULL DEFAULT '',
    "cost_e4" BIGINT NOT NULL,
    "billed_e4" BIGINT,
    "outcome" VARCHAR(60) NOT NULL,
    "hash" BYTEA NOT NULL,
    "chained_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "key_receipts_pkey" PRIMARY KEY ("resource_id","number")
);

-- CreateTable
CREATE TABLE "balance_readings" (
    "upstream_account_id" UUID NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "balance_e4" BIGINT NOT NULL,
    "base_at" TIMESTAMPTZ(3) NOT NULL,
    "spent_e4" BIGINT NOT NULL,
    "sure_e4" BIGINT NOT NULL,
    "most_e4" BIGINT NOT NULL,
    "running_e4" BIGINT NOT NULL,

    CONSTRAINT "balance_readings_pkey" PRIMARY KEY ("upstream_account_id","read_at")
);

-- CreateTable
CREATE TABLE "drift_findings" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "upstream_account_id" UUID NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "amount_e4" BIGINT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),
    "acknowledged_by" UUID,

    CONSTRAINT "drift_findings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vault_keys" (
    "id" VARCHAR(40) NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "superseded_at" TIMESTAMPTZ(3),
    "empty_since" TIMESTAMPTZ(3),

    CONSTRAINT "vault_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "vault_ring_reports" (
    "worker_id" VARCHAR(60) NOT NULL,
    "primary_key_id" VARCHAR(40) NOT NULL,
    "key_ids" TEXT[],
    "reported_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "vault_ring_reports_pkey" PRIMARY KEY ("worker_id")
);

-- CreateIndex
CREATE INDEX "warranty_acceptances_resource_id_accepted_at_idx" ON "warranty_acceptances"("resource_id", "accepted_at" DESC);

-- CreateIndex
CREATE INDEX "account_reviews_upstream_account_id_idx" ON "account_reviews"("upstream_account_id");

-- CreateIndex
CREATE UNIQUE INDEX "key_receipts_attempt_id_event_key" ON "key_receipts"("attempt_id", "event");

-- CreateIndex
CREATE INDEX "drift_findings_upstream_account_id_opened_at_idx" ON "drift_findings"("upstream_account_id", "opened_at" DESC);

-- What the Prisma language cannot say.
ALTER TABLE resources ADD CONSTRAINT resources_key_models_known CHECK (key_model_ids IS NOT NULL);
ALTER TABLE account_reviews ADD CONSTRAINT account_reviews_shape CHECK (
  owner_ids IS NOT NULL AND state IN ('open', 'cleared', 'refused') AND (state = 'open') = (decided_at IS NULL));
CREATE UNIQUE INDEX account_reviews_open_part ON account_reviews (upstream_account_id) WHERE state = 'open';
ALTER TABLE key_receipts ADD CONSTRAINT key_receipts_shape CHECK (
  number > 0 AND octet_length(hash) = 32 AND event IN ('use', 'resolution') AND cost_e4 >= 0 AND (billed_e4 IS NULL OR billed_e4 >= 0));
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON key_receipts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE balance_readings ADD CONSTRAINT balance_readings_bounds CHECK (
  balance_e4 >= 0 AND sure_e4 <= most_e4 AND running_e4 >= 0 AND base_at <= read_at);
CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON balance_readings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE drift_findings ADD CONSTRAINT drift_findings_shape CHECK (
  kind IN ('foreign', 'unbilled') AND amount_e4 > 0 AND since <= until);
CREATE UNIQUE INDEX drift_findings_open_part ON drift_findings (upstream_account_id, kind) WHERE closed_at IS NULL;
ALTER TABLE vault_ring_reports ADD CONSTRAINT vault_ring_reports_known CHECK (key_ids IS NOT NULL);
CREATE INDEX credentials_vault_key_part ON credentials (vault_key_id, id) WHERE sealed IS NOT NULL;
CREATE INDEX credentials_retired_part ON credentials (retired_at) WHERE state = 'retired';

-- Receipts are written behind the writers, by the transaction that ended or resolved a use.
CREATE INDEX attempts_ended_part ON attempts (ended_xid) WHERE ended_xid IS NOT NULL;
CREATE FUNCTION attempts_mark_end() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.ended_xid := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER mark_end BEFORE UPDATE ON attempts FOR EACH ROW
  WHEN (NEW.dispatched_at IS NOT NULL AND (OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL
    OR OLD.resolved_at IS NULL AND NEW.resolved_at IS NOT NULL))
  EXECUTE FUNCTION attempts_mark_end();
UPDATE attempts SET ended_xid = pg_current_xact_id() WHERE dispatched_at IS NOT NULL AND finished_at IS NOT NULL;
