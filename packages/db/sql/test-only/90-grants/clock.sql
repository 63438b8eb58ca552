-- For clock_now(), which belongs to this role; tests move the clock as the owner of the table.
GRANT SELECT ON public.test_clock TO aetherflow_ledger;
