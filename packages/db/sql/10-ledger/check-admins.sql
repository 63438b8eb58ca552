-- Why these people may not move p_amount of these users' money, or null when they may: an active admin
-- decides, above the limit another one agrees, and nobody decides about their own money. Many small sums
-- are a large one: with what an admin has moved alone today (p_alone) there is a limit, too.
CREATE OR REPLACE FUNCTION ledger.check_admins(
  p_by uuid, p_approved_by uuid, p_amount bigint, p_parties uuid[], p_alone bigint DEFAULT 0
) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_limit bigint := ledger.setting('approval.limit', 10000);
  v_two boolean := p_amount > v_limit
    OR p_alone > 0 AND p_alone + p_amount > greatest(v_limit, ledger.setting('approval.dailyLimit', 100000));
BEGIN
  RETURN CASE
    WHEN NOT ledger.is_admin(p_by) THEN 'NOT_AN_ADMIN'
    WHEN p_by = ANY (p_parties) OR (v_two AND p_approved_by = ANY (p_parties)) THEN 'OWN_CASE'
    WHEN v_two AND (p_approved_by IS NULL OR p_approved_by = p_by OR NOT ledger.is_admin(p_approved_by))
      THEN 'APPROVAL_MISSING'
  END;
END $$;
