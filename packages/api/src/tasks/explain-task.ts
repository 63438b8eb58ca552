import type { Sql, Statement } from '@aetherflow/db/sql'
import { decidedBy } from './internal/choice-of.ts'
import { replayDecision, replayFirst, type Replay } from './internal/replay-decision.ts'
import type { Preference } from './internal/routing-types.ts'
import { type FirstDecision, type FullDecision, readDecision } from './internal/stored-decision.ts'
import type { Choice } from './why-schemas.ts'

const readTask: Statement = {
  name: 'tasks_explain_task',
  text: `SELECT t.id, t.model_id AS "modelId", t.status::text AS status, t.error_code AS "errorCode", t.created_at AS "createdAt",
           t.parked_reason AS "waitsFor", r.preference::text AS preference, r.own_key AS "ownKey",
           e.low_ms AS "lowMs", e.high_ms AS "highMs", e.shown_at AS "shownAt"
         FROM tasks t JOIN runs r ON r.id = t.run_id LEFT JOIN task_etas e ON e.task_id = t.id WHERE t.id = $1`,
}
const readAttempts: Statement = {
  name: 'tasks_explain_attempts',
  text: `SELECT a.number, a.state::text AS state, a.error_code AS "errorCode", a.latency_ms AS "latencyMs",
           a.resource_id AS "resourceId", a.claimed_at AS "claimedAt", d.policy_version AS "policyVersion", d.decision
         FROM attempts a LEFT JOIN routing_decisions d ON d.attempt_id = a.id
         WHERE a.task_id = $1 ORDER BY a.number LIMIT 20`,
}
const readTimes: Statement = {
  name: 'tasks_explain_times',
  text: 'SELECT inside, early, late FROM eta_records WHERE model_id = $1',
}

export type ExplainedTask = {
  id: string
  modelId: string
  status: string
  errorCode: string | null
  createdAt: Date
  waitsFor: string | null
  preference: Preference
  ownKey: boolean
  /** What its owner was shown first, until it is judged. */
  lowMs: number | null
  highMs: number | null
  shownAt: Date | null
}
type AttemptRow = {
  number: number
  state: string
  errorCode: string | null
  latencyMs: number | null
  resourceId: string
  claimedAt: Date
  policyVersion: number | null
  decision: unknown
}
export type ExplainedAttempt = Omit<AttemptRow, 'decision'> & {
  kept: { full: FullDecision } | { full: null; first: FirstDecision } | null
  decidedBy: Choice['decidedBy']
  /** The stored inputs decided upon once more; null when none were kept. */
  replay: Replay | null
}
export type Explanation = {
  task: ExplainedTask
  attempts: ExplainedAttempt[]
  /** How the times shown for this model did so far. */
  times: { inside: bigint; early: bigint; late: bigint } | null
}

/** For operators: how a task was routed, each decision replayed with its stored inputs. Null for no such task. */
export async function explainTask(sql: Sql, taskId: string): Promise<Explanation | null> {
  const [task] = await sql.query<ExplainedTask>(readTask, [taskId])
  if (task === undefined) return null
  const [rows, [times]] = await Promise.all([
    sql.query<AttemptRow>(readAttempts, [taskId]),
    sql.query<NonNullable<Explanation['times']>>(readTimes, [task.modelId]),
  ])
  return { task, attempts: rows.map((row) => explained(task, row)), times: times ?? null }
}

function explained(task: ExplainedTask, { decision, ...row }: AttemptRow): ExplainedAttempt {
  const kept = readDecision(decision)
  if (kept === null || row.policyVersion === null)
    return { ...row, kept: null, decidedBy: null, replay: null }
  const replay =
    kept.full === null
      ? replayFirst(task.preference, kept.first)
      : replayDecision(task.id, row.policyVersion, kept.full)
  const by = kept.full === null ? null : decidedBy(kept.full, row.policyVersion, task.preference)
  return { ...row, kept, decidedBy: by, replay }
}
