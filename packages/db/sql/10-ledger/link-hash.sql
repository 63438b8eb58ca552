-- The hash of a link of the chain: SHA-256 over the hash before it and a transfer with its number, all its
-- fields and all its entries with whose account each is. Reads only; anybody who may read the ledger can recompute it.
CREATE OR REPLACE FUNCTION ledger.link_hash(p_previous bytea, p_number bigint, p_transfer uuid) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT sha256(p_previous || convert_to(jsonb_build_array(
      p_number, t.id, t.kind, t.business_key, encode(t.content_hash, 'hex'), t.actor_kind, t.actor_id,
      to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), t.xid::text,
      (SELECT jsonb_agg(jsonb_build_array(
                e.id, e.account_id, a.user_id, a.kind, a.gateway, e.amount, e.seq, e.balance_after, e.xid::text) ORDER BY e.id)
         FROM public.entries e LEFT JOIN public.accounts a ON a.id = e.account_id
        WHERE e.transfer_id = t.id))::text, 'UTF8'))
    FROM public.transfers t WHERE t.id = p_transfer
$$;
