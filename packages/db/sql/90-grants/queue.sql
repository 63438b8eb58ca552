-- The queue's functions run as their owner; this is all that owner may touch on their behalf.
GRANT USAGE ON SCHEMA queue TO aetherflow_ledger, aetherflow_worker;
GRANT SELECT, UPDATE ON public.tasks, public.resources, public.resource_counters, public.upstream_accounts TO aetherflow_ledger;
GRANT SELECT, INSERT, UPDATE ON public.attempts, public.model_clocks, public.filter_strikes,
  public.resource_model_stats, public.workers TO aetherflow_ledger;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.resource_skips, public.eta_records, public.task_etas TO aetherflow_ledger;
GRANT SELECT, INSERT ON public.routing_decisions, public.images TO aetherflow_ledger;
GRANT INSERT ON public.audit_events TO aetherflow_ledger;
GRANT INSERT, UPDATE ON public.system_switches TO aetherflow_ledger;
GRANT SELECT ON public.runs, public.models, public.upstreams, public.users, public.credentials, public.reference_assets,
  public.system_switches TO aetherflow_ledger;
GRANT USAGE ON SEQUENCE public.task_row_version, public.audit_events_id_seq TO aetherflow_ledger;

GRANT EXECUTE ON FUNCTION
  queue.peek(text[], integer[]),
  queue.claim(text, uuid[], jsonb),
  queue.dispatch(uuid, bigint, text),
  queue.dispatch_set(text, jsonb),
  queue.heartbeat(text, jsonb),
  queue.hand_back(text, jsonb),
  queue.fail_set(text, jsonb),
  queue.unknown_set(text, jsonb),
  queue.sweep(integer),
  queue.sweep_slots(integer),
  queue.pay_loss(),
  queue.record_balance(uuid, bigint, timestamptz),
  queue.keep_evidence(text, jsonb),
  queue.record_job(uuid, bigint, text, text),
  queue.resume(text, integer, text[]),
  queue.hand_over(text, jsonb),
  queue.claim_unknowns(integer, text[]),
  queue.resolve_unknown(uuid, text, boolean, bigint),
  queue.expire_unknowns(integer),
  queue.watch_snapshots(),
  queue.open_intervals(integer),
  queue.close_interval(uuid, timestamptz, jsonb),
  queue.record_outcomes(jsonb),
  queue.append_decisions(jsonb),
  queue.append_skips(jsonb)
TO aetherflow_worker;
