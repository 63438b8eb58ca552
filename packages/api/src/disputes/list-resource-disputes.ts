import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { lastUuid, pageOf } from '../keyset.ts'
import { stageOf } from './internal/dispute-rows.ts'
import { changesOf, storedEffects } from './internal/stored-effects.ts'
import type { ResourceDispute } from './schemas.ts'

// Nothing that names the consumer: neither who they are nor what they wrote.
const page: Statement = {
  name: 'disputes_of_resources',
  text: `SELECT d.id, s.attempt_id AS "attemptId", s.resource_id AS "resourceId", o.name AS "resourceName",
           t.model_id AS "modelId", d.type::text AS type, d.status::text AS status, d.decision::text AS decision,
           s.price, s.provider_share AS "providerShare", d.effects, d.created_at AS "openedAt",
           d.decided_at AS "decidedAt", d.executed_at AS "executedAt"
         FROM disputes d JOIN settlements s ON s.task_id = d.task_id JOIN tasks t ON t.id = d.task_id
         JOIN resources o ON o.id = s.resource_id
         WHERE d.provider_id = $1 AND d.id < $2 ORDER BY d.id DESC LIMIT $3`,
}
type Row = Omit<ResourceDispute, 'stage' | 'cost'> & {
  status: Parameters<typeof stageOf>[0]
  effects: unknown
}

/** Disputes about images that the caller's resources made, newest first: how each ended and what it cost them. */
export async function listResourceDisputes(
  { deps, actor }: UserCtx,
  input: { before?: string | undefined; limit: number },
): Promise<{ disputes: ResourceDispute[]; more: boolean }> {
  const { before = lastUuid, limit } = input
  const found = await deps.sql.query<Row>(page, [actor.userId, before, limit + 1])
  const { rows, more } = pageOf(found, limit)
  return { disputes: rows.map(toResourceDispute), more }
}

function toResourceDispute({ status, effects, ...row }: Row): ResourceDispute {
  const stage = stageOf(status)
  const told = stage === 'decided' || stage === 'executed'
  const moved = changesOf(storedEffects(effects)?.provider ?? null)
  return {
    ...row,
    stage,
    decision: told ? row.decision : null,
    decidedAt: told ? row.decidedAt : null,
    cost: -moved.reduce((sum, { amount }) => sum + amount, 0n),
  }
}
