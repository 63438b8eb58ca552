-- Which tasks the credits of an order have paid and how much of each, replayed first in, first out from
-- what happened to the user's bought credits; less what chargebacks of the order have reversed. Rare, so
-- nothing of this is written on hot paths.
CREATE OR REPLACE FUNCTION ledger.paid_by_order(p_user uuid, p_order uuid) RETURNS TABLE (task_id uuid, amount bigint)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
DECLARE
  v_act record;
  v_orders uuid[] := '{}';
  v_left bigint[] := '{}';
  v_first integer := 1;
  v_takers uuid[] := '{}';
  -- By taker: [[lot, amount], …] in the order of taking.
  v_taken jsonb[] := '{}';
  v_list jsonb;
  v_rest bigint;
  v_part bigint;
  v_lot integer;
BEGIN
  FOR v_act IN SELECT * FROM ledger.available_acts(p_user) LOOP
    v_rest := v_act.amount;
    v_list := coalesce(v_taken[v_act.taker_number], '[]');
    -- Guarded, because a null would find a lot that was given by hand.
    v_lot := CASE WHEN v_act.order_id IS NOT NULL THEN array_position(v_orders, v_act.order_id) END;
    IF v_act.act = 'take' THEN
      IF v_lot IS NULL OR v_left[v_lot] = 0 THEN
        v_lot := v_first;
      END IF;
      WHILE v_rest > 0 AND v_first <= cardinality(v_left) LOOP
        v_part := least(v_rest, v_left[v_lot]);
        IF v_part > 0 THEN
          v_left[v_lot] := v_left[v_lot] - v_part;
          v_rest := v_rest - v_part;
          v_list := v_list || jsonb_build_array(jsonb_build_array(v_lot, v_part));
        END IF;
        IF v_left[v_first] = 0 THEN
          v_first := v_first + 1;
        END IF;
        v_lot := v_first;
      END LOOP;
    ELSE
      WHILE v_act.act = 'back' AND v_rest > 0 AND v_list <> '[]' LOOP
        v_first := least(v_first, (v_list -> -1 ->> 0)::integer);
        v_part := least(v_rest, (v_list -> -1 ->> 1)::bigint);
        v_left[(v_list -> -1 ->> 0)::integer] := v_left[(v_list -> -1 ->> 0)::integer] + v_part;
        v_rest := v_rest - v_part;
        v_list := CASE WHEN v_part = (v_list -> -1 ->> 1)::bigint THEN v_list - -1
          ELSE jsonb_set(v_list, '{-1,1}', to_jsonb((v_list -> -1 ->> 1)::bigint - v_part)) END;
      END LOOP;
      IF v_rest > 0 AND v_lot IS NULL THEN
        v_orders := array_append(v_orders, v_act.order_id);
        v_left := array_append(v_left, v_rest);
      ELSIF v_rest > 0 THEN
        v_left[v_lot] := v_left[v_lot] + v_rest;
        v_first := least(v_first, v_lot);
      END IF;
    END IF;
    IF v_act.taker IS NOT NULL THEN
      v_takers[v_act.taker_number] := v_act.taker;
      v_taken[v_act.taker_number] := v_list;
    END IF;
  END LOOP;
  v_lot := array_position(v_orders, p_order);
  RETURN QUERY
  SELECT k.task_id, (k.amount - ledger.reversed_by_order(k.task_id, p_order))::bigint
    FROM (
      SELECT v_takers[n] AS task_id, sum((i ->> 1)::bigint) AS amount
        FROM generate_subscripts(v_takers, 1) n CROSS JOIN LATERAL jsonb_array_elements(v_taken[n]) i
       WHERE (i ->> 0)::integer = v_lot GROUP BY 1
    ) k;
END $$;
