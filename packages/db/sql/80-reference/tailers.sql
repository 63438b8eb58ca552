-- Who reads the ledger behind its writers, each from the beginning.
INSERT INTO public.tailers (name, up_to_xid) VALUES ('roll_up', '0'), ('count_usage', '0'), ('chain', '0'), ('verify', '0'),
  ('verify_chain', '0')
ON CONFLICT (name) DO NOTHING;
-- Nobody is told today of a wallet that ran low long ago.
INSERT INTO public.tailers (name, up_to_xid) VALUES ('low_balance', pg_snapshot_xmin(pg_current_snapshot()))
ON CONFLICT (name) DO NOTHING;
-- Checked never: the first worker begins at once.
INSERT INTO public.tailers (name, up_to_xid, updated_at) VALUES ('verify_full', '0', '2000-01-01')
ON CONFLICT (name) DO NOTHING;
