-- Puts one receipt at the end of its resource's chain; one that is there already stays as it is. The caller
-- (vault.chain_receipts) lets one process at a time through.
CREATE OR REPLACE FUNCTION vault.add_receipt(p_receipt public.key_receipts) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  v_receipt public.key_receipts := p_receipt;
  v_last record;
BEGIN
  IF EXISTS (SELECT FROM public.key_receipts k WHERE k.attempt_id = p_receipt.attempt_id AND k.event = p_receipt.event) THEN
    RETURN;
  END IF;
  SELECT k.number, k.hash INTO v_last FROM public.key_receipts k
   WHERE k.resource_id = p_receipt.resource_id ORDER BY k.number DESC LIMIT 1;
  v_receipt.number := coalesce(v_last.number, 0) + 1;
  v_receipt.hash := vault.receipt_hash(coalesce(v_last.hash, decode(repeat('00', 32), 'hex')), v_receipt);
  INSERT INTO public.key_receipts SELECT (v_receipt).*;
END $$;
