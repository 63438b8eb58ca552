import { blameOf } from '@aetherflow/integrations/image/image-upstream'
import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import type { ResourceStats } from './receipt-schemas.ts'

// SQL because it sums attempts and settlements per resource; owner in WHERE, so foreign ids are simply absent.
const read: Statement = {
  name: 'tasks_resource_stats',
  text: `
    WITH clock AS MATERIALIZED (SELECT public.clock_now() AS now)
    SELECT r.id AS "resourceId", n.delivered, n.failed, n.unknown, n."averageLatencyMs", n."lastUsedAt",
      CASE WHEN n.delivered + n.blamed + n.unknown > 0
        THEN round(100.0 * n.delivered / (n.delivered + n.blamed + n.unknown), 1)::float8 END AS "successPercent",
      e.earned, e.today AS "earnedToday",
      CASE WHEN c.day = (clock.now AT TIME ZONE 'UTC')::date THEN c.day_used_e4 ELSE 0 END AS "usedTodayE4",
      CASE WHEN c.month = date_trunc('month', clock.now AT TIME ZONE 'UTC')::date THEN c.month_used_e4 ELSE 0 END AS "usedThisMonthE4",
      coalesce(c.in_flight, 0) AS "inFlight",
      CASE WHEN c.breaker_until > clock.now THEN c.breaker_until END AS "breakerUntil",
      CASE WHEN u.locked_until > clock.now THEN u.locked_until END AS "lockedUntil"
    FROM clock CROSS JOIN resources r
    LEFT JOIN resource_counters c ON c.resource_id = r.id
    LEFT JOIN upstream_accounts u ON u.id = r.upstream_account_id
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE a.state = 'succeeded')::integer AS delivered,
        count(*) FILTER (WHERE a.state = 'failed')::integer AS failed,
        count(*) FILTER (WHERE a.state = 'failed' AND a.error_code <> ALL ($3::text[]))::integer AS blamed,
        count(*) FILTER (WHERE a.state = 'unknown')::integer AS unknown,
        round(avg(a.latency_ms) FILTER (WHERE a.state = 'succeeded'))::integer AS "averageLatencyMs",
        max(a.dispatched_at) AS "lastUsedAt"
      FROM attempts a WHERE a.resource_id = r.id AND a.claimed_at > clock.now - interval '30 days') n
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(s.provider_share - s.reversed + s.fee_reversed), 0)::bigint AS earned,
        coalesce(sum(s.provider_share - s.reversed + s.fee_reversed)
          FILTER (WHERE s.created_at >= date_trunc('day', clock.now, 'UTC')), 0)::bigint AS today
      FROM settlements s
      WHERE s.provider_id = r.owner_id AND s.resource_id = r.id AND s.created_at > clock.now - interval '30 days') e
    WHERE r.id = ANY ($1::uuid[]) AND r.owner_id = $2`,
}

const consumersFault = Object.entries(blameOf)
  .filter(([, blame]) => blame === 'consumer')
  .map(([code]) => code)

/** How the caller's resources did over the last 30 days. What consumers caused does not lower the success. */
export async function summariseResources(
  { deps, actor }: UserCtx,
  input: { resourceIds: string[] },
): Promise<{ resources: ResourceStats[] }> {
  const values = [
    input.resourceIds,
    actor.userId,
    [...consumersFault, 'PICTURE_GONE', 'STORAGE_FAILED', 'WORKER_ERROR'],
  ]
  return { resources: await deps.sql.query<ResourceStats>(read, values) }
}
