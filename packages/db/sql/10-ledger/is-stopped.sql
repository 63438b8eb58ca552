-- Whether settlement is stopped: by a broken rule, or by an operator.
CREATE OR REPLACE FUNCTION ledger.is_stopped() RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM public.system_switches s WHERE s.name = 'settlement' AND s."on")
$$;
