-- Caps are hundredths of a credit per user and UTC day.
INSERT INTO public.settings (key, version, value, reason) VALUES
  ('dispute.windowHours', 1, '72', 'default'),
  ('dispute.slaHours', 1, '24', 'default'),
  ('loss.providerDailyCap', 1, '20000', 'default'),
  ('loss.consumerDailyCap', 1, '10000', 'default')
ON CONFLICT DO NOTHING;
