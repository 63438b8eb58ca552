-- First versions; an operator adds newer ones.
INSERT INTO public.grant_rules (reason, version, amount, valid_days) VALUES ('email_verified', 1, 2000, 30)
ON CONFLICT DO NOTHING;
INSERT INTO public.commission_rules (version, bps) VALUES (1, 2000)
ON CONFLICT DO NOTHING;
