-- What the worker needs to make the calls it just claimed. The envelope is sealed: nothing in the
-- database opens it. Amounts, fences and seeds are text, because JSON numbers would round them. The
-- settings are narrowed to the task's own model, and pictures come as what is stored of them.
CREATE OR REPLACE FUNCTION queue.claimed_calls(p_attempts uuid[])
RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'taskId', t.id, 'attemptId', a.id, 'attemptNumber', a.number, 'fence', a.fence::text,
    'resourceId', a.resource_id, 'upstream', s.upstream_id, 'modelId', t.model_id,
    'callTimeoutMs', m.call_timeout_ms, 'prompt', r.prompt, 'negativePrompt', r.negative_prompt,
    'params', queue.params_of_model(r.params, t.model_id), 'jobRef', a.job_ref,
    'inputs', CASE WHEN r.params ?| ARRAY['image', 'mask'] THEN jsonb_strip_nulls(jsonb_build_object(
      'image', queue.input_picture(t.user_id, r.params -> 'image'),
      'mask', queue.input_picture(t.user_id, r.params -> 'mask'))) ELSE '{}' END,
    'seed', t.seed::text, 'price', a.price::text, 'costE4', a.cost_e4::text,
    'deadlineAt', t.deadline_at,
    'envelope', jsonb_build_object(
      'credentialId', k.id, 'version', k.version, 'ownerId', s.owner_id, 'upstream', s.upstream_id,
      'upstreamHost', u.host, 'sealed', k.sealed, 'tag', k.verification_tag)
  ) ORDER BY t.fair_key, t.id), '[]')
  FROM public.attempts a
  JOIN public.tasks t ON t.id = a.task_id
  JOIN public.runs r ON r.id = t.run_id
  JOIN public.models m ON m.id = t.model_id
  JOIN public.credentials k ON k.id = a.credential_id
  JOIN public.resources s ON s.id = a.resource_id
  JOIN public.upstreams u ON u.id = s.upstream_id
  WHERE a.id = ANY (p_attempts)
$$;
