-- SHA-256 over the facts a door was called with: the same business key with another hash is a conflict.
-- jsonb gives one spelling to equal facts. STABLE, as convert_to is, so that it is inlined.
CREATE OR REPLACE FUNCTION ledger.content_hash(p_facts jsonb) RETURNS bytea
LANGUAGE sql STABLE
RETURN pg_catalog.sha256(pg_catalog.convert_to(p_facts::text, 'UTF8'));
