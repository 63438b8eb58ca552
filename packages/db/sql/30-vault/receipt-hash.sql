-- The hash of a receipt: SHA-256 over the hash before it and the receipt's fields in order, each as
-- <length in bytes>:<text>. The twin of receiptHash in @aetherflow/crypto, so that owners can recompute it.
CREATE OR REPLACE FUNCTION vault.receipt_hash(p_previous bytea, p_receipt public.key_receipts) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT sha256(p_previous || convert_to(string_agg(octet_length(f.field) || ':' || f.field, '' ORDER BY f.place), 'UTF8'))
    FROM unnest(ARRAY[
      p_receipt.resource_id::text, p_receipt.number::text, p_receipt.attempt_id::text, p_receipt.event,
      p_receipt.credential_version::text,
      to_char(p_receipt.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      p_receipt.model_id, p_receipt.upstream_request_id, p_receipt.cost_e4::text,
      coalesce(p_receipt.billed_e4::text, ''), p_receipt.outcome]) WITH ORDINALITY f(field, place)
$$;
