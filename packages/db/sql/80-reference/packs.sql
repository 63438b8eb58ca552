-- 100 credits = 1 USD = 7 CNY. Credits are hundredths, prices minor units.
INSERT INTO public.packs (code, version, credits, min_credits, max_credits, position) VALUES
  ('starter', 1, 10000, NULL, NULL, 1),
  ('creator', 1, 50000, NULL, NULL, 2),
  ('studio', 1, 200000, NULL, NULL, 3),
  ('team', 1, 1000000, NULL, NULL, 4),
  ('custom', 1, NULL, 10000, 10000000, 5)
ON CONFLICT (code, version) DO NOTHING;
INSERT INTO public.pack_prices (pack_id, currency, amount_minor, per_credits)
SELECT p.id, c.currency, c.amount_minor, 10000
  FROM public.packs p CROSS JOIN (VALUES ('USD', 100), ('CNY', 700)) AS c (currency, amount_minor)
 WHERE p.version = 1 AND p.code IN ('starter', 'creator', 'studio', 'team', 'custom')
ON CONFLICT DO NOTHING;
