-- AlterTable
ALTER TABLE "users" ADD COLUMN     "totp_pending_sealed" TEXT,
ADD COLUMN     "totp_pending_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "code_hash" CHAR(64) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "recovery_codes_user_id_code_hash_key" ON "recovery_codes"("user_id", "code_hash");

-- AddForeignKey
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- A step was used with a seed; what is pending has an end.
ALTER TABLE users ADD CONSTRAINT users_totp_step_of_seed CHECK (totp_last_step IS NULL OR totp_sealed IS NOT NULL);
ALTER TABLE users ADD CONSTRAINT users_totp_pending_ends
  CHECK ((totp_pending_sealed IS NULL) = (totp_pending_until IS NULL));
