-- The newest version of a whole-number setting.
CREATE OR REPLACE FUNCTION ledger.setting(p_key text, p_default bigint) RETURNS bigint
LANGUAGE sql STABLE
AS $$
  SELECT coalesce((
    SELECT (s.value #>> '{}')::bigint FROM public.settings s
     WHERE s.key = p_key ORDER BY s.version DESC LIMIT 1), p_default)
$$;
