-- The platform's accounts; a gateway's clearing account is opened by its first payment.
INSERT INTO public.accounts (kind) VALUES ('commission'), ('bonus_expense'), ('loss')
ON CONFLICT (kind, gateway) WHERE user_id IS NULL DO NOTHING;
