-- AlterTable
ALTER TABLE "model_prices" ALTER COLUMN "source" SET DATA TYPE VARCHAR(500);
