-- A clock that tests can move; never installed outside a test database.
CREATE TABLE IF NOT EXISTS public.test_clock (
  only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  offset_ms bigint NOT NULL DEFAULT 0
);
INSERT INTO public.test_clock DEFAULT VALUES ON CONFLICT DO NOTHING;

-- SECURITY DEFINER: whoever may ask for the time may not read, still less move, the offset.
CREATE OR REPLACE FUNCTION public.clock_now() RETURNS timestamptz
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
  SELECT pg_catalog.clock_timestamp() + offset_ms * interval '1 millisecond' FROM public.test_clock
$$;
