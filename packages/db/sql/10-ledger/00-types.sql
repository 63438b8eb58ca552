-- This schema holds functions and their types alone, all of them installed again below in the same
-- transaction; made anew, so that a new version may change any of their shapes.
DROP SCHEMA IF EXISTS ledger CASCADE;
CREATE SCHEMA ledger;

-- A transfer to be written.
CREATE TYPE ledger.movement AS (
  id uuid, kind public.transfer_kind, business_key text, content_hash bytea,
  actor_kind public.actor_kind, actor_id uuid);

-- An entry to be; user_id is null for the platform, whose clearing accounts name a gateway.
CREATE TYPE ledger.leg AS (
  transfer_id uuid, user_id uuid, kind public.account_kind, gateway text, amount bigint);

-- A statement line to be: what the transfer did to one user's spendable, held and pending credits.
CREATE TYPE ledger.line AS (
  transfer_id uuid, user_id uuid, type public.statement_type, amount bigint,
  spendable bigint, held bigint, pending bigint,
  task_id uuid, run_id uuid, order_id uuid, description text);

-- Credits by source, in the order of spending.
CREATE TYPE ledger.wallet AS (bonus bigint, promo bigint, available bigint, earned bigint);

-- How a task's hold ends: what a capture takes of each source, what goes back, what lapses with a lot
-- that has expired. A release captures nothing and has no provider. `item` is a task's place in the
-- call; an own key's task moves nothing, so it has no transfer.
CREATE TYPE ledger.ending AS (
  item integer, task_id uuid, attempt_id uuid, consumer_id uuid, provider_id uuid, resource_id uuid,
  run_id uuid, model_id text, transfer_id uuid, ceiling bigint, price bigint, fee bigint,
  take_bonus bigint, take_promo bigint, take_available bigint, take_earned bigint,
  back_bonus bigint, back_promo bigint, back_available bigint, back_earned bigint,
  lapsed bigint, with_lots boolean);
