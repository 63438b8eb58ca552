-- AlterTable
ALTER TABLE "attempts" ADD COLUMN     "reconcile_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "resource_counters" ADD COLUMN     "minute_counts" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- AlterTable
ALTER TABLE "upstream_accounts" ADD COLUMN     "anchor_at" TIMESTAMPTZ(3),
ADD COLUMN     "anchor_e4" BIGINT,
ADD COLUMN     "quiet_at" TIMESTAMPTZ(3),
ADD COLUMN     "quiet_e4" BIGINT,
ADD COLUMN     "window_counts" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

ALTER TABLE resource_counters ADD CONSTRAINT resource_counters_window CHECK (cardinality(minute_counts) <= 13);
ALTER TABLE upstream_accounts ADD CONSTRAINT upstream_accounts_window CHECK (cardinality(window_counts) <= 13),
  ADD CONSTRAINT upstream_accounts_readings CHECK (
    (anchor_e4 IS NULL) = (anchor_at IS NULL) AND (quiet_e4 IS NULL) = (quiet_at IS NULL)
    AND (quiet_at IS NULL OR anchor_at IS NOT NULL));

-- What the reconciler looks for among all that ever ran.
CREATE INDEX attempts_unresolved_part ON attempts (finished_at) WHERE state = 'unknown' AND resolution IS NULL;
CREATE INDEX attempts_job_part ON attempts (reconcile_at NULLS FIRST)
  WHERE state = 'unknown' AND resolution IS NULL AND job_ref IS NOT NULL;
