-- What the system knows about a disputed task, as it is when the dispute is opened: what was asked for,
-- what was charged, which image came, and every call that was made. Amounts are decimal strings.
CREATE OR REPLACE FUNCTION ledger.dispute_evidence(p_task uuid) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'task', jsonb_build_object('modelId', t.model_id, 'seed', t.seed::text, 'ceiling', t.ceiling::text,
      'createdAt', t.created_at, 'finishedAt', t.finished_at),
    'run', (SELECT jsonb_build_object(
        'promptHash', encode(sha256(convert_to(r.prompt || E'\n' || r.negative_prompt, 'UTF8')), 'hex'),
        'params', r.params, 'ownKey', r.own_key)
      FROM public.runs r WHERE r.id = t.run_id),
    'settlement', (SELECT jsonb_build_object('price', s.price::text, 'fee', s.fee::text,
        'providerShare', s.provider_share::text, 'reversed', s.reversed::text, 'fromBonus', s.from_bonus::text,
        'fromPromo', s.from_promo::text, 'fromAvailable', s.from_available::text, 'fromEarned', s.from_earned::text,
        'transferId', s.transfer_id, 'maturesAt', s.matures_at, 'createdAt', s.created_at)
      FROM public.settlements s WHERE s.task_id = t.id),
    'image', (SELECT jsonb_build_object('id', i.id, 'sha256', i.sha256, 'mimeType', i.mime_type,
        'width', i.width, 'height', i.height, 'sizeBytes', i.size_bytes, 'seed', i.seed::text, 'state', i.state)
      FROM public.images i WHERE i.task_id = t.id),
    'attempts', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'number', a.number,
        'resourceId', a.resource_id, 'state', a.state, 'errorCode', a.error_code, 'price', a.price::text,
        'costE4', a.cost_e4::text, 'upstreamRequestId', a.upstream_request_id, 'latencyMs', a.latency_ms,
        'claimedAt', a.claimed_at, 'dispatchedAt', a.dispatched_at, 'finishedAt', a.finished_at) ORDER BY a.number), '[]')
      FROM public.attempts a WHERE a.task_id = t.id))
    FROM public.tasks t WHERE t.id = p_task
$$;
