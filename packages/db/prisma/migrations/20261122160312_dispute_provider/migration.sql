-- AlterTable
ALTER TABLE "disputes" ADD COLUMN     "provider_id" UUID;

-- CreateIndex
CREATE INDEX "disputes_provider_id_id_idx" ON "disputes"("provider_id", "id" DESC);

UPDATE disputes d SET provider_id = s.provider_id FROM settlements s WHERE s.task_id = d.task_id;
