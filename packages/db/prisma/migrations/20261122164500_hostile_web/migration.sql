-- A chargeback that was won without having taken anything: its order had nothing left, or it was won before it was
-- heard of. The gateway's books show both its lines.
ALTER TABLE chargebacks DROP CONSTRAINT chargebacks_split;
ALTER TABLE chargebacks ADD CONSTRAINT chargebacks_split CHECK (
  amount_minor > 0 AND credits > 0 AND taken >= 0 AND owed >= 0
  AND CASE WHEN state = 'opened' THEN true
           WHEN state = 'won' AND debited_at IS NULL THEN taken = 0 AND owed = 0
           ELSE taken + owed = credits END);

-- The web takes orders and says where they are paid. An order that it called paid would make the ledger look wrong and
-- stop settlement for everybody; one that got another's payment would send a refund there.
CREATE FUNCTION orders_guard_web() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_user = 'aetherflow_web' AND NOT (
    TG_OP = 'INSERT' AND NEW.status = 'pending' AND NEW.mismatch_reason IS NULL AND NEW.paid_at IS NULL
      AND NEW.credited_at IS NULL AND NEW.refunded_minor = 0 AND NEW.refunded_credits = 0
    OR TG_OP = 'UPDATE' AND (OLD.status = 'pending' AND OLD.gateway_payment_id IS NULL
      OR (NEW.gateway_payment_id, NEW.gateway_reference) IS NOT DISTINCT FROM (OLD.gateway_payment_id, OLD.gateway_reference)))
  THEN
    RAISE EXCEPTION 'the web only takes orders' USING ERRCODE = 'AF009';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_web BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION orders_guard_web();

-- No decision moves more than a hundred million credits: sums stay far below what a bigint holds, so no row can be
-- written that every attempt to carry it out, or every sum over it, fails on.
ALTER TABLE adjustments ADD CONSTRAINT adjustments_most CHECK (amount BETWEEN -10000000000 AND 10000000000);
ALTER TABLE disputes ADD CONSTRAINT disputes_most CHECK (amount <= 10000000000);
