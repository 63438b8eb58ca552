-- AlterTable
ALTER TABLE "attempts" ADD COLUMN     "billed" BOOLEAN,
ADD COLUMN     "billed_e4" BIGINT,
ADD COLUMN     "job_ref" VARCHAR(600),
ADD COLUMN     "resolution" VARCHAR(16),
ADD COLUMN     "resolved_at" TIMESTAMPTZ(3),
ADD COLUMN     "resumes" SMALLINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "models" ADD COLUMN     "call_class" VARCHAR(16) NOT NULL DEFAULT 'at-most-once';

-- AlterTable
ALTER TABLE "upstream_accounts" ADD COLUMN     "balance_declared" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "upstreams" ADD COLUMN     "has_balance" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "key_hint" VARCHAR(60) NOT NULL DEFAULT '';

ALTER TABLE models ADD CONSTRAINT models_call_class CHECK (call_class IN ('job-id', 'at-most-once'));
ALTER TABLE attempts ADD CONSTRAINT attempts_resolution CHECK (
  (resolution IS NULL) = (resolved_at IS NULL)
  AND resolution IN ('late_answer', 'job', 'balance', 'deadline')
  AND (billed_e4 IS NULL OR billed_e4 >= 0) AND resumes BETWEEN 0 AND 100);
