import type { Sql, Statement } from '@aetherflow/db/sql'
import type { ModelRecord, RoutingResource } from './routing-types.ts'

// SQL because it reads five tables in one pass; counters of a past day, month, minute or window read as 0.
// Bounded: a snapshot of more resources than this would rank the newest ones only.
const read: Statement = {
  name: 'tasks_routing_snapshot',
  text: `
    WITH clock AS MATERIALIZED (SELECT public.clock_now() AS now)
    SELECT r.id, r.owner_id AS "ownerId", r.upstream_id AS "upstreamId",
      CASE WHEN k.id IS NULL THEN NULL ELSE u.id END AS "accountId",
      r.status = 'active' AND o.status = 'active' AS active,
      r.price_e4 AS "priceE4", r.model_ids AS "modelIds", r.hours_mask AS "hoursMask", r.floor_balance_e4 AS "floorE4",
      r.daily_limit_e4 - CASE WHEN c.day = (clock.now AT TIME ZONE 'UTC')::date THEN c.day_used_e4 ELSE 0 END AS "dayRoomE4",
      r.monthly_limit_e4 - CASE WHEN c.month = date_trunc('month', clock.now AT TIME ZONE 'UTC')::date
        THEN c.month_used_e4 ELSE 0 END AS "monthRoomE4",
      coalesce(u.balance_e4 - u.spent_since_e4, 0) AS "accountE4",
      r.concurrency_limit - c.in_flight AS room,
      r.requests_per_minute - CASE WHEN clock.now >= c.minute_started_at
        AND clock.now < c.minute_started_at + interval '1 minute' THEN c.minute_count ELSE 0 END AS "minuteRoom",
      coalesce(u.concurrency_limit - u.in_flight, 0) AS "accountRoom",
      coalesce(u.window_limit - CASE WHEN clock.now >= u.window_started_at
        AND clock.now < u.window_started_at + u.window_ms * interval '1 millisecond' THEN u.window_count ELSE 0 END, 0)
        AS "windowRoom",
      u.locked_until AS "lockedUntil",
      CASE WHEN c.failures < 5 THEN 'closed' WHEN c.breaker_until > clock.now THEN 'open'
        WHEN c.probe_attempt_id IS NOT NULL THEN 'probing' ELSE 'half-open' END AS breaker,
      r.concurrency_limit AS "concurrencyLimit",
      clock.now AS now,
      (SELECT jsonb_agg(jsonb_build_object('model', s.model_id,
          'delivered', s.delivered * 0.5 ^ (extract(epoch FROM clock.now - s.updated_at) / 21600)::float8,
          'failed', s.failed * 0.5 ^ (extract(epoch FROM clock.now - s.updated_at) / 21600)::float8,
          'latencyMs', s.latency_ms, 'latencyP95', s.latency_p95))
       FROM resource_model_stats s WHERE s.resource_id = r.id) AS records
    FROM clock CROSS JOIN resources r
    JOIN resource_counters c ON c.resource_id = r.id
    JOIN users o ON o.id = r.owner_id
    LEFT JOIN upstream_accounts u ON u.id = r.upstream_account_id
    LEFT JOIN LATERAL (SELECT k.id FROM credentials k WHERE k.resource_id = r.id AND k.state = 'active' LIMIT 1) k ON true
    WHERE r.status = 'active' AND r.deleted_at IS NULL
    ORDER BY r.id DESC LIMIT 5000`,
}

type Row = Omit<RoutingResource, 'records'> & {
  now: Date
  records: (ModelRecord & { model: string })[] | null
}

/** What is on offer at this moment, by the database's clock. Stale within a second, which is fine: it only proposes. */
export type RoutingSnapshot = { resources: RoutingResource[]; now: Date }

export async function readRoutingSnapshot(sql: Sql): Promise<RoutingSnapshot> {
  const rows = await sql.query<Row>(read, [])
  const resources = rows.map(({ records, now: _, ...resource }) => ({
    ...resource,
    records: new Map((records ?? []).map(({ model, ...record }) => [model, record])),
  }))
  return { resources, now: rows[0]?.now ?? new Date() }
}
