-- What the tailers need: transfers since a moment, links that are whole, sums in any order.

-- Transfers are written in the order of time, so a block range says which blocks are younger than a moment.
CREATE INDEX "transfers_created_at_idx" ON "transfers" USING BRIN ("created_at");

-- What the Prisma language cannot say.
ALTER TABLE ledger_chain ADD CONSTRAINT ledger_chain_link CHECK (number > 0 AND octet_length(hash) = 32);
-- A reversal may be counted a moment before the settlement it reverses: transaction ids are given before locks.
ALTER TABLE usage_days DROP CONSTRAINT usage_days_bounds;
ALTER TABLE usage_days ADD CONSTRAINT usage_days_bounds CHECK (tasks >= 0);
