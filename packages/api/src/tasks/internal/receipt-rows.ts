import type { Statement } from '@aetherflow/db/sql'
import type { AttemptState } from './state-machine.ts'

/** Run, hold and names of a task; owner in WHERE. */
export const holdStatement: Statement = {
  name: 'tasks_receipt_hold',
  text: `SELECT r.id AS "runId", r.prompt, r.negative_prompt AS "negativePrompt", r.params,
           r.preference::text AS preference, r.own_key AS "ownKey", r.created_at AS "runCreatedAt",
           m.name AS "modelName", u.name AS "upstreamName",
           t.ceiling, t.held_bonus AS "fromBonus", t.held_promo AS "fromPromo",
           t.held_available AS "fromAvailable", t.held_earned AS "fromEarned", t.commission_bps AS "commissionBps"
         FROM tasks t JOIN runs r ON r.id = t.run_id JOIN models m ON m.id = t.model_id JOIN upstreams u ON u.id = m.upstream_id
         WHERE t.id = $1 AND t.user_id = $2`,
}

export type HoldRow = {
  runId: string
  prompt: string
  negativePrompt: string
  params: { aspectRatio: string; stylePreset?: string; outputFormat: 'png' | 'jpeg' | 'webp' }
  preference: 'cheapest' | 'balanced' | 'fastest'
  ownKey: boolean
  runCreatedAt: Date
  modelName: string
  upstreamName: string
  ceiling: bigint
  fromBonus: bigint
  fromPromo: bigint
  fromAvailable: bigint
  fromEarned: bigint
  commissionBps: number
}

export const attemptsStatement: Statement = {
  name: 'tasks_receipt_attempts',
  text: `SELECT a.id, a.number, a.state::text AS state, a.price, o.display_name AS provider,
           a.claimed_at AS "claimedAt", a.dispatched_at AS "dispatchedAt", a.finished_at AS "finishedAt",
           a.latency_ms AS "latencyMs", a.error_code AS "errorCode", a.upstream_request_id AS "upstreamRequestId",
           d.policy_version AS "policyVersion", d.decision
         FROM tasks t JOIN attempts a ON a.task_id = t.id JOIN resources r ON r.id = a.resource_id
         JOIN users o ON o.id = r.owner_id LEFT JOIN routing_decisions d ON d.attempt_id = a.id
         WHERE t.id = $1 AND t.user_id = $2 ORDER BY a.number`,
}

export type AttemptRow = {
  id: string
  number: number
  state: AttemptState
  price: bigint
  provider: string
  claimedAt: Date
  dispatchedAt: Date | null
  finishedAt: Date | null
  latencyMs: number | null
  errorCode: string | null
  upstreamRequestId: string | null
  policyVersion: number | null
  decision: unknown
}

export const settlementStatement: Statement = {
  name: 'tasks_receipt_settlement',
  text: `SELECT state::text AS state, price, fee, provider_share AS "providerShare", from_bonus AS "fromBonus",
           from_promo AS "fromPromo", from_available AS "fromAvailable", from_earned AS "fromEarned", reversed,
           created_at AS "settledAt", matures_at AS "maturesAt"
         FROM settlements WHERE task_id = $1 AND consumer_id = $2`,
}
