-- CreateTable
CREATE TABLE "admin_requests" (
    "admin_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "action" VARCHAR(60) NOT NULL,
    "subject_id" VARCHAR(80) NOT NULL,
    "request_hash" CHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "admin_requests_pkey" PRIMARY KEY ("admin_id","client_id")
);

-- What an admin asked for stays as it was asked.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON admin_requests FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The web records an admin's word and the worker carries it out: neither may say that money has moved.
CREATE FUNCTION disputes_guard_status() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_user = 'aetherflow_web' AND NOT (
      OLD.status = 'open' AND NEW.status IN ('awaiting_approval', 'decided')
      OR OLD.status = 'awaiting_approval' AND NEW.status IN ('open', 'decided'))
    OR current_user = 'aetherflow_worker' AND NOT (OLD.status = 'decided' AND NEW.status = 'open')
  THEN
    RAISE EXCEPTION 'dispute % is % and does not become % by %', OLD.id, OLD.status, NEW.status, current_user
      USING ERRCODE = 'AF007';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_status BEFORE UPDATE ON disputes FOR EACH ROW EXECUTE FUNCTION disputes_guard_status();
CREATE FUNCTION adjustments_guard_state() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_user = 'aetherflow_web' AND NOT (
      TG_OP = 'INSERT' AND NEW.state IN ('awaiting_approval', 'approved')
      OR TG_OP = 'UPDATE' AND OLD.state = 'awaiting_approval' AND NEW.state IN ('approved', 'rejected'))
    OR current_user = 'aetherflow_worker' AND NOT (TG_OP = 'UPDATE' AND OLD.state = 'approved' AND NEW.state = 'failed')
  THEN
    RAISE EXCEPTION 'an adjustment does not become % by %', NEW.state, current_user USING ERRCODE = 'AF008';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_state BEFORE INSERT OR UPDATE ON adjustments FOR EACH ROW
  EXECUTE FUNCTION adjustments_guard_state();
