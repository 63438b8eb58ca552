-- Fewer keys to write in each money transaction; what they served is served by the keys that stay.

-- DropIndex
DROP INDEX "entries_transfer_id_idx";

-- DropIndex
DROP INDEX "statement_lines_user_id_id_idx";

-- AlterTable
ALTER TABLE "entries" DROP CONSTRAINT "entries_pkey",
ADD CONSTRAINT "entries_pkey" PRIMARY KEY ("transfer_id", "account_id");

-- AlterTable
ALTER TABLE "statement_lines" DROP CONSTRAINT "statement_lines_pkey",
ADD CONSTRAINT "statement_lines_pkey" PRIMARY KEY ("user_id", "id");

-- A balance in a B-tree's condition keeps every update of an account from being heap-only; BRIN summarises
-- pages and does not. Owing is rare, so nearly all pages of `debt` are skipped.
DROP INDEX accounts_owing_part;
CREATE INDEX accounts_owing_part ON accounts USING brin (balance) WITH (pages_per_range = 16) WHERE kind = 'debt';
