-- The audit row of what a door did to a record, in the same transaction.
CREATE OR REPLACE FUNCTION ledger.write_audit(
  p_now timestamptz, p_action text, p_subject_kind text, p_subject uuid, p_detail jsonb
) RETURNS void
LANGUAGE sql VOLATILE AS $$
  INSERT INTO public.audit_events (actor_kind, action, subject_kind, subject_id, detail, created_at)
  VALUES ('worker', p_action, p_subject_kind, p_subject, p_detail, p_now)
$$;
