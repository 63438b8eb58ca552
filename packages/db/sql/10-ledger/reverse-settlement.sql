-- Takes p_amount of a locked settlement's price back, or pays it again when negative; returns the part of
-- it that is the fee. What is left of the price always owes the fee of exactly that price.
CREATE OR REPLACE FUNCTION ledger.reverse_settlement(p_task uuid, p_amount bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  v_fee bigint;
BEGIN
  SELECT (s.price - s.reversed) * t.commission_bps / 10000 - (s.price - s.reversed - p_amount) * t.commission_bps / 10000
    INTO STRICT v_fee
    FROM public.settlements s JOIN public.tasks t ON t.id = s.task_id WHERE s.task_id = p_task;
  UPDATE public.settlements s
     SET reversed = s.reversed + p_amount, fee_reversed = s.fee_reversed + v_fee,
         state = CASE WHEN s.reversed + p_amount = s.price THEN 'reversed' ELSE s.state END
   WHERE s.task_id = p_task;
  RETURN v_fee;
END $$;
