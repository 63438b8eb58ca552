-- AlterTable
ALTER TABLE "resource_model_stats" ADD COLUMN     "latency_weights" DOUBLE PRECISION[] DEFAULT ARRAY[]::DOUBLE PRECISION[];

-- CreateTable
CREATE TABLE "resource_skips" (
    "resource_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "reason" VARCHAR(24) NOT NULL,
    "count" INTEGER NOT NULL,
    "gap_sum" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "price_sum" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "priced" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "resource_skips_pkey" PRIMARY KEY ("resource_id","hour","reason")
);

-- CreateTable
CREATE TABLE "task_etas" (
    "task_id" UUID NOT NULL,
    "model_id" VARCHAR(80) NOT NULL,
    "shown_at" TIMESTAMPTZ(3) NOT NULL,
    "point_ms" INTEGER NOT NULL,
    "low_ms" INTEGER NOT NULL,
    "high_ms" INTEGER NOT NULL,

    CONSTRAINT "task_etas_pkey" PRIMARY KEY ("task_id")
);

-- CreateTable
CREATE TABLE "eta_records" (
    "model_id" VARCHAR(80) NOT NULL,
    "inside" BIGINT NOT NULL DEFAULT 0,
    "early" BIGINT NOT NULL DEFAULT 0,
    "late" BIGINT NOT NULL DEFAULT 0,
    "weights" DOUBLE PRECISION[] DEFAULT ARRAY[]::DOUBLE PRECISION[],
    "low_ratio" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "high_ratio" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "weight" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "eta_records_pkey" PRIMARY KEY ("model_id")
);

-- CreateIndex
CREATE INDEX "resource_skips_hour_idx" ON "resource_skips"("hour");

-- CreateIndex
CREATE INDEX "task_etas_shown_at_idx" ON "task_etas"("shown_at");

-- A histogram is bounded, a time shown is an interval, and what is counted happened.
ALTER TABLE "resource_model_stats" ALTER COLUMN "latency_weights" SET NOT NULL,
  ADD CONSTRAINT "resource_model_stats_weights" CHECK (cardinality("latency_weights") <= 40);
ALTER TABLE "eta_records" ALTER COLUMN "weights" SET NOT NULL,
  ADD CONSTRAINT "eta_records_weights" CHECK (cardinality("weights") <= 40),
  ADD CONSTRAINT "eta_records_counts" CHECK ("inside" >= 0 AND "early" >= 0 AND "late" >= 0);
ALTER TABLE "task_etas" ADD CONSTRAINT "task_etas_interval"
  CHECK ("low_ms" >= 0 AND "low_ms" <= "high_ms" AND "point_ms" > 0);
ALTER TABLE "resource_skips" ADD CONSTRAINT "resource_skips_counts"
  CHECK ("count" > 0 AND "priced" BETWEEN 0 AND "count");
