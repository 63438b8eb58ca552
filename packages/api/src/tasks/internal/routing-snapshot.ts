import type { Sql, Statement } from '@aetherflow/db/sql'
import type { ModelRecord, RoutingResource } from './routing-types.ts'

/** A snapshot of more active resources than this knows the newest ones only. */
const MAX_RESOURCES = 20_000

// queue.in_window for readers that may not call it: requests of the thirteen parts that the window can touch.
const inWindow = (counts: string, startedAt: string, windowMs: string) =>
  `CASE WHEN clock.now > ${startedAt} + 2 * ${windowMs} * interval '1 millisecond' THEN 0
    ELSE coalesce((SELECT sum(n) FROM unnest(${counts}[1 : 13 - least(13, greatest(0, floor(extract(epoch FROM
      clock.now - ${startedAt}) * 1000 / ((${windowMs} + 11) / 12))))::integer]) AS n), 0)::integer END`

// SQL because it reads five tables in one pass; counters of a past day, month, minute or window read as 0.
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
      r.requests_per_minute - ${inWindow('c.minute_counts', 'c.minute_started_at', '60000')} AS "minuteRoom",
      coalesce(u.concurrency_limit - u.in_flight, 0) AS "accountRoom",
      coalesce(u.window_limit - ${inWindow('u.window_counts', 'u.window_started_at', 'u.window_ms')}, 0) AS "windowRoom",
      u.locked_until AS "lockedUntil",
      CASE WHEN c.failures < 5 THEN 'closed' WHEN c.breaker_until > clock.now THEN 'open'
        WHEN EXISTS (SELECT FROM attempts a WHERE a.id = c.probe_attempt_id AND a.slot_held) THEN 'probing'
        ELSE 'half-open' END AS breaker,
      r.concurrency_limit AS "concurrencyLimit",
      clock.now AS now
    FROM clock CROSS JOIN resources r
    JOIN resource_counters c ON c.resource_id = r.id
    JOIN users o ON o.id = r.owner_id
    LEFT JOIN upstream_accounts u ON u.id = r.upstream_account_id
    LEFT JOIN credentials k ON k.resource_id = r.id AND k.state = 'active'
    WHERE r.status = 'active' AND r.deleted_at IS NULL
      AND ($1::text[] IS NULL OR k.id IS NULL OR k.vault_key_id = ANY ($1))
    ORDER BY r.id DESC LIMIT ${MAX_RESOURCES}`,
}

// What is older than a week weighs next to nothing: half is gone every six hours.
const readRecords: Statement = {
  name: 'tasks_routing_records',
  text: `
    SELECT s.resource_id AS "resourceId", s.model_id AS model, s.delivered * f.left AS delivered, s.failed * f.left AS failed,
      s.latency_ms AS "latencyMs", s.latency_p95 AS "latencyP95"
    FROM (SELECT public.clock_now() AS now) clock JOIN resource_model_stats s ON s.updated_at > clock.now - interval '7 days'
    CROSS JOIN LATERAL (SELECT 0.5 ^ (greatest(0, extract(epoch FROM clock.now - s.updated_at)) / 21600)::float8 AS left) f
    ORDER BY s.resource_id DESC LIMIT ${MAX_RESOURCES * 4}`,
}

type Row = Omit<RoutingResource, 'records'> & { now: Date }
type RecordRow = ModelRecord & { resourceId: string; model: string }
export type Records = ReadonlyMap<string, ReadonlyMap<string, ModelRecord>>

/** What is on offer at this moment, by the database's clock. Stale within a second, which is fine: it only proposes. */
export type RoutingSnapshot = { resources: RoutingResource[]; now: Date }

/** With the ids of vault keys, only what is sealed to one of them. `reading` may be under way: both are asked at once. */
export async function readRoutingSnapshot(
  sql: Sql,
  reading: Promise<Records> | Records,
  vaultKeyIds: readonly string[] | null,
): Promise<RoutingSnapshot> {
  const [rows, records] = await Promise.all([sql.query<Row>(read, [vaultKeyIds]), reading])
  const none: ReadonlyMap<string, ModelRecord> = new Map()
  const resources = rows.map(({ now: _, ...resource }) => ({
    ...resource,
    records: records.get(resource.id) ?? none,
  }))
  return { resources, now: rows[0]?.now ?? new Date() }
}

/** The decayed outcomes of all resources, by resource and model. */
export async function readRoutingRecords(sql: Sql): Promise<Records> {
  const rows = await sql.query<RecordRow>(readRecords, [])
  const records = new Map<string, Map<string, ModelRecord>>()
  for (const { resourceId, model, ...record } of rows) {
    const models = records.get(resourceId)
    if (models === undefined) records.set(resourceId, new Map([[model, record]]))
    else models.set(model, record)
  }
  return records
}
