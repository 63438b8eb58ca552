-- AlterTable
ALTER TABLE "resource_counters" ALTER COLUMN "day" SET DEFAULT 'epoch',
ALTER COLUMN "month" SET DEFAULT 'epoch',
ALTER COLUMN "minute_started_at" SET DEFAULT 'epoch';

-- AlterTable
ALTER TABLE "tasks" ALTER COLUMN "row_version" SET DEFAULT nextval('task_row_version'),
ALTER COLUMN "row_version" DROP DEFAULT;
DROP SEQUENCE "task_row_version";

-- AlterTable
ALTER TABLE "upstream_accounts" ALTER COLUMN "window_started_at" SET DEFAULT 'epoch';
