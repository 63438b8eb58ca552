-- Caps are hundredths of a credit per user and UTC day; buy-outs are closed until an operator says otherwise.
-- Above approval.limit (hundredths) a second admin has to agree, and to corrections by hand when one admin's of a
-- UTC day would come to more than approval.dailyLimit.
INSERT INTO public.settings (key, version, value, reason) VALUES
  ('dispute.windowHours', 1, '72', 'default'),
  ('dispute.slaHours', 1, '24', 'default'),
  ('loss.providerDailyCap', 1, '20000', 'default'),
  ('loss.consumerDailyCap', 1, '10000', 'default'),
  ('approval.limit', 1, '10000', 'default'),
  ('approval.dailyLimit', 1, '100000', 'default'),
  ('dispute.bonusDays', 1, '30', 'default'),
  ('buyOut.providerDailyCap', 1, '0', 'default'),
  ('buyOut.dailyBudget', 1, '0', 'default')
ON CONFLICT DO NOTHING;
