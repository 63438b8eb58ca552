import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { personOf } from '../person-of.ts'
import { readSetting } from '../read-setting.ts'
import { getTask } from '../tasks/get-task.ts'
import type { Case, Party } from './desk-schemas.ts'
import { accountsOf } from './internal/accounts-of.ts'
import {
  type CaseRow,
  caseStatement,
  type HistoryRow,
  historyStatement,
  partiesStatement,
  type PartyRow,
} from './internal/case-rows.ts'
import { toQueued } from './internal/queue-rows.ts'
import { storedEffects } from './internal/stored-effects.ts'

/** Everything an admin needs to decide about a dispute, on one screen. Throws NOT_FOUND. */
export async function getCase(ctx: UserCtx, input: { disputeId: string }): Promise<Case> {
  const { deps } = ctx
  const [row] = await deps.sql.query<CaseRow>(caseStatement, [input.disputeId])
  if (row === undefined) throw new DomainError('NOT_FOUND')
  const ids = [row.consumerId, row.providerId]
  // The receipt as the consumer reads it: the same query, under the same owner.
  const asConsumer = { ...ctx, actor: { ...ctx.actor, userId: row.consumerId } }
  const [receipt, parties, accounts, history, limit, slaHours] = await Promise.all([
    getTask(asConsumer, { taskId: row.taskId }),
    deps.sql.query<PartyRow>(partiesStatement, ids),
    accountsOf(deps.sql, ids),
    deps.sql.query<HistoryRow>(historyStatement, [input.disputeId]),
    readSetting(deps.sql, 'approval.limit'),
    readSetting(deps.sql, 'dispute.slaHours'),
  ])
  const partyOf = (id: string): Party => {
    const party = parties.find((one) => one.id === id)
    const balances = accounts.get(id)
    if (party === undefined || balances === undefined) throw new Error('a party is missing')
    return { ...party, balances }
  }
  const { resourceId, resourceName, resourceStatus, refundable } = row
  const mine = [row.handlerId, ...ids].includes(ctx.actor.userId)
  return {
    dispute: disputeOf(row, Number(slaHours), deps.clock.now()),
    receipt,
    resource: { id: resourceId, name: resourceName, status: resourceStatus },
    consumer: partyOf(row.consumerId),
    provider: partyOf(row.providerId),
    history: history.map(({ at, action, actorId, actorEmail, note }) => ({
      at,
      action,
      actor: personOf(actorId, actorEmail),
      note,
    })),
    refundable,
    approvalLimit: limit,
    mayApprove: row.status === 'awaiting_approval' && !mine,
  }
}

function disputeOf(row: CaseRow, slaHours: number, now: Date): Case['dispute'] {
  const { description, resolution, evidence, decidedAt, executedAt } = row
  return {
    ...toQueued(row, slaHours, now),
    description,
    resolution,
    approvedBy: personOf(row.approverId, row.approverEmail),
    decidedAt,
    executedAt,
    evidence,
    effects: storedEffects(row.effects),
  }
}
