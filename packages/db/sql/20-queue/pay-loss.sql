-- Pays one provider for a call that may have been billed without an image, out of `loss` and under its caps;
-- returns the attempt, or null when none is due or settlement is stopped. One per transaction, because it
-- locks a user's accounts. What never can be paid goes to the audit log and does not hold up the others.
CREATE OR REPLACE FUNCTION queue.pay_loss()
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_attempt uuid;
BEGIN
  IF ledger.is_stopped() THEN
    RETURN NULL;
  END IF;
  SELECT a.id INTO v_attempt FROM public.attempts a
  -- Until the deadline of its call a late answer can still tell of an unknown; with a job the vendor
  -- itself can, and is given an hour for it.
  WHERE a.loss_due AND (a.state <> 'unknown' OR a.resolution IS NOT NULL
    OR a.call_deadline_at + CASE WHEN a.job_ref IS NULL THEN interval '0' ELSE interval '1 hour' END <= v_now)
  ORDER BY a.finished_at, a.id LIMIT 1;
  IF v_attempt IS NULL THEN
    RETURN NULL;
  END IF;
  BEGIN
    -- The attempt is not locked yet: the ledger's own key keeps two payers from paying twice.
    PERFORM ledger.loss_payment(v_attempt);
  EXCEPTION WHEN OTHERS THEN
    -- A lost race, a full disk, a shutdown, a stop in this moment: another try may succeed.
    IF left(SQLSTATE, 2) IN ('08', '40', '53', '54', '55', '57', '58', 'XX') OR SQLSTATE = 'AF111' THEN
      RAISE;
    END IF;
    INSERT INTO public.audit_events (actor_kind, action, subject_kind, subject_id, detail, created_at)
    VALUES ('worker', 'loss.failed', 'attempt', v_attempt,
      jsonb_build_object('sqlstate', SQLSTATE, 'message', left(SQLERRM, 300)), v_now);
  END;
  UPDATE public.attempts a SET loss_due = false WHERE a.id = v_attempt;
  RETURN v_attempt;
END $$;
