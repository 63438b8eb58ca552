-- A lot of bonus that a dispute gave, valid for as long as the setting says; nothing for an amount of 0.
CREATE OR REPLACE FUNCTION ledger.add_lot(p_now timestamptz, p_user uuid, p_transfer uuid, p_amount bigint) RETURNS void
LANGUAGE sql VOLATILE AS $$
  INSERT INTO public.bonus_lots (user_id, transfer_id, reason, amount, remaining, expires_at, created_at)
  SELECT p_user, p_transfer, 'dispute_refund', p_amount, p_amount,
         p_now + ledger.setting('dispute.bonusDays', 30) * interval '1 day', p_now
   WHERE p_amount > 0
$$;
