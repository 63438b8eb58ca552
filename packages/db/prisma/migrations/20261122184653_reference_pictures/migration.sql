-- AlterTable
ALTER TABLE "reference_assets" ADD COLUMN     "client_id" UUID NOT NULL,
ADD COLUMN     "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "request_hash" CHAR(64) NOT NULL,
ADD COLUMN     "thumb_key" VARCHAR(200) NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "reference_assets_user_id_client_id_key" ON "reference_assets"("user_id", "client_id");

ALTER TABLE reference_assets
  ADD CONSTRAINT reference_assets_shape CHECK (width > 0 AND height > 0 AND width::bigint * height <= 40000000 AND size_bytes > 0),
  -- Only a picture that its owner gave up may be without its bytes.
  ADD CONSTRAINT reference_assets_bytes CHECK (storage_key <> '' OR deleted_at IS NOT NULL);

-- What expires next, and whose bytes are still to be removed.
CREATE INDEX reference_assets_unused_part ON reference_assets (last_used_at) WHERE deleted_at IS NULL;
CREATE INDEX reference_assets_deleted_part ON reference_assets (deleted_at) WHERE deleted_at IS NOT NULL AND storage_key <> '';
