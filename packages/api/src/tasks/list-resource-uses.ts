import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { pageOf } from '../keyset.ts'
import type { ResourceUses, ResourceUsesInput } from './receipt-schemas.ts'

const owned: Statement = {
  name: 'tasks_resource_owned',
  text: 'SELECT id FROM resources WHERE id = $1 AND owner_id = $2',
}
// Keyset on the index (resource_id, claimed_at); the cursor is an attempt's id.
const page: Statement = {
  name: 'tasks_resource_uses',
  text: `SELECT a.id AS "attemptId", t.model_id AS "modelId", a.state::text AS state, a.error_code AS "errorCode",
           a.cost_e4 AS "costE4", a.upstream_request_id AS "upstreamRequestId", a.latency_ms AS "latencyMs",
           a.claimed_at AS "claimedAt", a.dispatched_at AS "dispatchedAt", a.finished_at AS "finishedAt",
           s.provider_share AS earned
         FROM attempts a JOIN tasks t ON t.id = a.task_id LEFT JOIN settlements s ON s.attempt_id = a.id
         WHERE a.resource_id = $1 AND ($2::uuid IS NULL OR (a.claimed_at, a.id) <
           (SELECT b.claimed_at, b.id FROM attempts b WHERE b.id = $2 AND b.resource_id = $1))
         ORDER BY a.claimed_at DESC, a.id DESC LIMIT $3`,
}

/** Every use of one of the caller's resources, newest first: what can be held against the upstream's bill. Throws NOT_FOUND. */
export async function listResourceUses(
  { deps, actor }: UserCtx,
  input: ResourceUsesInput,
): Promise<ResourceUses> {
  const found = await deps.sql.query(owned, [input.resourceId, actor.userId])
  if (found.length === 0) throw new DomainError('NOT_FOUND')
  const uses = await deps.sql.query<ResourceUses['uses'][number]>(page, [
    input.resourceId,
    input.before ?? null,
    input.limit + 1,
  ])
  const { rows, more } = pageOf(uses, input.limit)
  return { uses: rows, more }
}
