import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { findTask } from './internal/find-task.ts'
import {
  type AttemptRow,
  attemptsStatement,
  type HoldRow,
  holdStatement,
  settlementStatement,
} from './internal/receipt-rows.ts'
import { toAttemptView } from './internal/to-attempt-view.ts'
import type { Receipt } from './receipt-schemas.ts'

/** One of the caller's tasks with its receipt: hold, attempts with the routing behind them, settlement. Throws NOT_FOUND. */
export async function getTask(ctx: UserCtx, input: { taskId: string }): Promise<Receipt> {
  const { sql } = ctx.deps
  const owned = [input.taskId, ctx.actor.userId]
  const [task, [hold], attempts, [settlement]] = await Promise.all([
    findTask(ctx, input.taskId),
    sql.query<HoldRow>(holdStatement, owned),
    sql.query<AttemptRow>(attemptsStatement, owned),
    sql.query<NonNullable<Receipt['settlement']>>(settlementStatement, owned),
  ])
  if (hold === undefined) throw new DomainError('NOT_FOUND')
  const { runId, prompt, negativePrompt, params, preference, ownKey, runCreatedAt } = hold
  const { modelName, upstreamName, ceiling, commissionBps } = hold
  const { fromBonus, fromPromo, fromAvailable, fromEarned } = hold
  return {
    task,
    run: { id: runId, prompt, negativePrompt, params, preference, ownKey, createdAt: runCreatedAt },
    modelName,
    upstreamName,
    hold: { ceiling, fromBonus, fromPromo, fromAvailable, fromEarned, commissionBps },
    attempts: attempts.map(toAttemptView),
    settlement: settlement ?? null,
  }
}
