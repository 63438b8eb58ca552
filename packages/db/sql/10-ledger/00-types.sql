CREATE SCHEMA IF NOT EXISTS ledger;

-- What `post` takes. Dropped first, so that a new version can shape them anew: every function that
-- takes one is installed again in the same transaction.
DROP TYPE IF EXISTS ledger.movement, ledger.leg, ledger.line, ledger.resolution, ledger.capture CASCADE;

-- A transfer to be written.
CREATE TYPE ledger.movement AS (
  id uuid, kind public.transfer_kind, business_key text, content_hash bytea,
  actor_kind public.actor_kind, actor_id uuid);

-- An entry to be; user_id is null for the platform, whose clearing accounts name a gateway.
CREATE TYPE ledger.leg AS (
  transfer_id uuid, user_id uuid, kind public.account_kind, gateway text, amount bigint);

-- A statement line to be; its deltas follow from the legs of its transfer and user.
CREATE TYPE ledger.line AS (
  transfer_id uuid, user_id uuid, type public.statement_type, amount bigint,
  task_id uuid, run_id uuid, order_id uuid, description text);

-- How a task's hold ends: taken by the capture, given back, or lapsed with its lot.
CREATE TYPE ledger.resolution AS (
  task_id uuid, user_id uuid, run_id uuid, model_id text, ceiling bigint, captured bigint,
  take_bonus bigint, take_promo bigint, take_available bigint, take_earned bigint,
  back_bonus bigint, back_promo bigint, back_available bigint, back_earned bigint,
  lapsed bigint);

-- A delivered task on its way to being settled; `item` is its place in the call.
CREATE TYPE ledger.capture AS (
  item integer, task_id uuid, attempt_id uuid, consumer_id uuid, provider_id uuid, resource_id uuid,
  ceiling bigint, price bigint, fee bigint, transfer_id uuid);
