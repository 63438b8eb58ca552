-- Receipts of key uses are written from the beginning.
INSERT INTO public.tailers (name, up_to_xid) VALUES ('receipts', '0') ON CONFLICT (name) DO NOTHING;
