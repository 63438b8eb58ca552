-- The web asks for a refund and a second admin agrees; that credits were taken or money went out is
-- the worker's to say: a refund that starts as debited would pay money out for credits still in the wallet.
ALTER TABLE order_refunds ADD CONSTRAINT order_refunds_cause CHECK (credits > 0 OR incident_id IS NOT NULL);
CREATE FUNCTION order_refunds_guard_state() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_user = 'aetherflow_web' AND NOT (
    TG_OP = 'INSERT' AND NEW.state IN ('awaiting_approval', 'requested')
    OR TG_OP = 'UPDATE' AND OLD.state = 'awaiting_approval' AND NEW.state IN ('requested', 'refused'))
  THEN
    RAISE EXCEPTION 'the web only asks for refunds' USING ERRCODE = 'AF006';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_state BEFORE INSERT OR UPDATE ON order_refunds FOR EACH ROW
  EXECUTE FUNCTION order_refunds_guard_state();

-- An order is asked about while it has a time for it, also one that ended and whose buyer says that they paid;
-- a parked one is looked for when an admin wants it asked about afresh.
DROP INDEX orders_due_part;
CREATE INDEX orders_check_part ON orders (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX orders_parked_part ON orders (id) WHERE status = 'mismatch';
