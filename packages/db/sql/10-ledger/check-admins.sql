-- Why these people may not move p_amount of these users' money, or null when they may: an active admin
-- decides, above the limit another one agrees, and nobody decides about their own money.
CREATE OR REPLACE FUNCTION ledger.check_admins(p_by uuid, p_approved_by uuid, p_amount bigint, p_parties uuid[])
RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_two boolean := p_amount > ledger.setting('approval.limit', 10000);
BEGIN
  RETURN CASE
    WHEN NOT ledger.is_admin(p_by) THEN 'NOT_AN_ADMIN'
    WHEN p_by = ANY (p_parties) OR (v_two AND p_approved_by = ANY (p_parties)) THEN 'OWN_CASE'
    WHEN v_two AND (p_approved_by IS NULL OR p_approved_by = p_by OR NOT ledger.is_admin(p_approved_by))
      THEN 'APPROVAL_MISSING'
  END;
END $$;
