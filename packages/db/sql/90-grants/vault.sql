-- Keys, what owners can check about them, and what the operator decides about upstreams.
GRANT USAGE ON SCHEMA vault TO aetherflow_ledger, aetherflow_web, aetherflow_worker;
GRANT SELECT, INSERT ON public.key_receipts TO aetherflow_ledger;
GRANT UPDATE (deposit_open, deposit_reason, updated_at) ON public.upstreams TO aetherflow_ledger;
GRANT EXECUTE ON FUNCTION vault.declare_balance, vault.set_deposit_policy TO aetherflow_web;
GRANT EXECUTE ON FUNCTION vault.chain_receipts, vault.counted_between TO aetherflow_worker;

GRANT SELECT ON public.key_receipts, public.balance_readings, public.drift_findings, public.account_reviews,
  public.warranty_acceptances, public.tailers TO aetherflow_web, aetherflow_worker;
GRANT SELECT (retired_at) ON public.credentials TO aetherflow_web;
GRANT INSERT ON public.warranty_acceptances TO aetherflow_web;
GRANT UPDATE (closed_at, acknowledged_by) ON public.drift_findings TO aetherflow_web;
GRANT UPDATE (state, note, decided_by, decided_at) ON public.account_reviews TO aetherflow_web;
GRANT UPDATE (warranty_version, warranty_at) ON public.resources TO aetherflow_web;
GRANT INSERT (key_model_ids) ON public.resources TO aetherflow_web;

GRANT UPDATE (model_ids, key_model_ids) ON public.resources TO aetherflow_worker;
GRANT UPDATE (retired_at) ON public.credentials TO aetherflow_worker;
GRANT INSERT, DELETE ON public.balance_readings TO aetherflow_worker;
GRANT INSERT, UPDATE ON public.drift_findings, public.vault_keys, public.vault_ring_reports TO aetherflow_worker;
GRANT INSERT ON public.account_reviews TO aetherflow_worker;
GRANT SELECT ON public.vault_keys, public.vault_ring_reports TO aetherflow_worker;
GRANT DELETE ON public.vault_ring_reports TO aetherflow_worker;
