-- Takes a run of 1–8 tasks and holds its ceilings, in one call. The same client id again returns the
-- same run; with another request hash it is a conflict. Sources: bonus lots by soonest expiry,
-- promo_earned, available, earned. An own key costs nothing here, so it holds nothing.
CREATE OR REPLACE FUNCTION ledger.submit(
  p_user uuid, p_run uuid, p_client uuid, p_request_hash text,
  p_prompt text, p_negative_prompt text, p_params jsonb, p_preference public.preference, p_own_key boolean,
  p_tasks uuid[], p_models text[], p_ceilings bigint[], p_seeds bigint[]
) RETURNS TABLE (run_id uuid, held bigint, deadline_at timestamptz, repeated boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  v_total bigint := ledger.check_run(p_own_key, p_tasks, p_models, p_ceilings, p_seeds);
  v_now timestamptz;
  v_deadline timestamptz;
  v_wallet ledger.wallet;
  v_take ledger.wallet;
  v_transfer uuid;
BEGIN
  PERFORM FROM public.accounts a WHERE a.user_id = p_user AND a.kind = 'available' FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'NOT_FOUND' USING ERRCODE = 'AF101';
  END IF;
  v_now := date_trunc('milliseconds', public.clock_now());
  v_deadline := v_now + interval '15 minutes';

  IF EXISTS (SELECT FROM public.runs r WHERE r.user_id = p_user AND r.client_id = p_client) THEN
    RETURN QUERY SELECT * FROM ledger.repeated_run(p_user, p_client, p_request_hash);
    RETURN;
  END IF;
  v_wallet := ledger.check_wallet(p_user, v_total, v_now);
  v_take := ledger.split_sources(v_wallet, v_total);

  INSERT INTO public.runs (id, user_id, client_id, request_hash, prompt, negative_prompt, params, preference, own_key, task_count, created_at)
  VALUES (p_run, p_user, p_client, p_request_hash, p_prompt, p_negative_prompt, p_params, p_preference, p_own_key, cardinality(p_tasks), v_now);
  PERFORM ledger.insert_tasks(p_user, p_run, p_tasks, p_models,
    CASE WHEN p_own_key THEN array_fill(0::bigint, ARRAY[cardinality(p_tasks)]) ELSE p_ceilings END,
    p_seeds, v_take, v_now, v_deadline);
  IF v_total > 0 THEN
    IF v_take.bonus > 0 THEN
      PERFORM ledger.take_lots(p_user, v_take.bonus, v_now);
    END IF;
    v_transfer := uuidv7();
    WITH transfer AS (
      INSERT INTO public.transfers (id, kind, business_key, content_hash, actor_kind, actor_id, created_at)
      VALUES (v_transfer, 'hold', 'hold:' || p_run,
              sha256(convert_to('["hold", "' || p_user || '", "' || p_run || '", ' || to_json(p_request_hash)::text || ', ' || v_total || ']', 'UTF8')),
              'user', p_user, v_now)
    ), moved AS (
      UPDATE public.accounts a SET balance = a.balance + g.amount, seq = a.seq + 1
        FROM (VALUES
          ('held'::public.account_kind, v_total),
          ('available', -v_take.available),
          ('bonus', -v_take.bonus),
          ('promo_earned', -v_take.promo),
          ('earned', -v_take.earned)) AS g (kind, amount)
       WHERE a.user_id = p_user AND a.kind = g.kind AND g.amount <> 0
      RETURNING a.id, g.amount, a.seq, a.balance
    ), posted AS (
      INSERT INTO public.entries (transfer_id, account_id, amount, seq, balance_after)
      SELECT v_transfer, m.id, m.amount, m.seq, m.balance FROM moved m
    )
    INSERT INTO public.statement_lines (
      user_id, transfer_id, type, amount, spendable_delta, held_delta, pending_delta,
      spendable_after, held_after, pending_after, run_id, description, created_at)
    SELECT p_user, v_transfer, 'hold', -v_total, -v_total, v_total, 0,
           sum(a.balance) FILTER (WHERE a.kind IN ('bonus', 'promo_earned', 'available', 'earned')) - v_total,
           sum(a.balance) FILTER (WHERE a.kind = 'held') + v_total, sum(a.balance) FILTER (WHERE a.kind = 'pending'),
           p_run, p_models[1], v_now
      FROM public.accounts a WHERE a.user_id = p_user;
  END IF;
  RETURN QUERY SELECT p_run, v_total, v_deadline, false;
END $$;
