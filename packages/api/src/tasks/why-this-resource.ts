import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { choiceOf, type ChoiceRow } from './internal/choice-of.ts'
import type { Preference } from './internal/routing-types.ts'
import type { Why } from './why-schemas.ts'

const readRun: Statement = {
  name: 'tasks_why_run',
  text: `SELECT r.preference::text AS preference, r.own_key AS "ownKey" FROM tasks t JOIN runs r ON r.id = t.run_id
         WHERE t.id = $1 AND t.user_id = $2`,
}
const readChoices: Statement = {
  name: 'tasks_why_choices',
  text: `SELECT a.id AS "attemptId", a.number, a.state::text AS state, d.created_at AS "decidedAt",
           d.policy_version AS "policyVersion", d.decision
         FROM tasks t JOIN attempts a ON a.task_id = t.id JOIN routing_decisions d ON d.attempt_id = a.id
         WHERE t.id = $1 AND t.user_id = $2 ORDER BY a.number LIMIT 20`,
}

/**
 * Why each attempt of one of the caller's tasks went where it went: what was compared, what decided, and why
 * the others could not. Others' resources have no name here. Throws NOT_FOUND.
 */
export async function whyThisResource(
  { deps, actor }: UserCtx,
  input: { taskId: string },
): Promise<Why> {
  const owned = [input.taskId, actor.userId]
  const [[run], rows] = await Promise.all([
    deps.sql.query<{ preference: Preference; ownKey: boolean }>(readRun, owned),
    deps.sql.query<ChoiceRow>(readChoices, owned),
  ])
  if (run === undefined) throw new DomainError('NOT_FOUND')
  return { ...run, choices: rows.flatMap((row) => choiceOf(row, run.preference) ?? []) }
}
