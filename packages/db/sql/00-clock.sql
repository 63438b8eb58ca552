-- The database's own clock: leases, deadlines and maturing never trust a client's.
-- Read it once per function, so that one call has one "now".
CREATE OR REPLACE FUNCTION public.clock_now() RETURNS timestamptz
LANGUAGE sql VOLATILE PARALLEL RESTRICTED
RETURN pg_catalog.clock_timestamp();
