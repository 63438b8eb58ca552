-- Recovers the debts of users who have something to pay them with, such as credits that a release gave
-- back: releases are hot and do not look. Returns how many users paid.
CREATE OR REPLACE FUNCTION ledger.recover_debts(p_limit integer) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_now timestamptz := public.clock_now();
  v_users uuid[];
  v_user uuid;
  v_paid integer := 0;
BEGIN
  v_users := ARRAY(
    SELECT d.user_id FROM public.accounts d
     WHERE d.kind = 'debt' AND d.balance < 0
       AND EXISTS (SELECT FROM public.accounts a
                    WHERE a.user_id = d.user_id AND a.kind IN ('available', 'earned') AND a.balance > 0)
     ORDER BY d.user_id LIMIT least(p_limit, 500));
  PERFORM ledger.lock_wallets(v_users);
  FOREACH v_user IN ARRAY v_users LOOP
    IF ledger.recover_debt(v_now, v_user, uuidv7()) > 0 THEN
      v_paid := v_paid + 1;
    END IF;
  END LOOP;
  RETURN v_paid;
END $$;
