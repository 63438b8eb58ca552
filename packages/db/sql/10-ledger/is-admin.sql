CREATE OR REPLACE FUNCTION ledger.is_admin(p_user uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM public.users u WHERE u.id = p_user AND u.role = 'admin' AND u.status = 'active')
$$;
