import { prismaSql, type Statement } from '@aetherflow/db/sql'
import { executeDispute } from '@aetherflow/ledger/execute-dispute'
import { audit } from '../audit.ts'
import type { WorkerCtx } from '../context.ts'
import type { QueuedMail } from '../identity/queue-mail.ts'
import { toDomainError } from '../to-domain-error.ts'
import { mailBothSides } from './internal/mail-both-sides.ts'
import type { Executed } from './schemas.ts'

const due: Statement = {
  name: 'disputes_decided',
  text: `SELECT id, decision::text AS decision FROM disputes WHERE status = 'decided' ORDER BY decided_at LIMIT $1`,
}
type Decided = { id: string; decision: keyof typeof mails }
type Mails = { toConsumer: QueuedMail['template']; toProvider: QueuedMail['template'] }

const mails = {
  refund_full: { toConsumer: 'dispute_refunded', toProvider: 'dispute_cost_you' },
  refund_partial: { toConsumer: 'dispute_refunded', toProvider: 'dispute_cost_you' },
  compensate: { toConsumer: 'dispute_compensated', toProvider: 'dispute_cost_nothing' },
  reject: { toConsumer: 'dispute_rejected', toProvider: 'dispute_cost_nothing' },
} as const satisfies Record<string, Mails>

/**
 * Carries out what admins decided, each dispute in a transaction of its own with the mails to both sides. One
 * that cannot be carried out is open again with a code; while settlement is stopped nothing is tried.
 */
export async function executeDecided(ctx: WorkerCtx, input: { limit: number }): Promise<Executed> {
  const { deps } = ctx
  const disputes = await deps.sql.query<Decided>(due, [input.limit])
  let processed = 0
  for (const dispute of disputes) {
    const ended = await executeOne(ctx, dispute)
    if (ended === 'stopped') return { processed, more: false }
    if (ended === 'done') processed += 1
  }
  if (processed > 0) {
    deps.wake.send('outbox')
    deps.wake.send('task-changes')
  }
  return { processed, more: processed === input.limit }
}

// One that fails in a way nobody foresaw must not stop the others.
async function executeOne(
  ctx: WorkerCtx,
  { id, decision }: Decided,
): Promise<'done' | 'skipped' | 'stopped'> {
  const { prisma, log } = ctx.deps
  try {
    return await prisma.$transaction(async (tx) => {
      const sql = prismaSql(tx)
      const { outcome, failure } = await executeDispute(sql, { disputeId: id })
      if (outcome === 'already') return 'skipped'
      if (outcome === 'failed') {
        const subject = { subjectKind: 'dispute', subjectId: id }
        await audit(sql, ctx, { action: 'disputes.reopen', ...subject, detail: { failure } })
        return 'done'
      }
      await mailBothSides(tx, id, mails[decision].toConsumer, mails[decision].toProvider)
      return 'done'
    })
  } catch (error) {
    const code = toDomainError(error)?.code
    if (code === 'SETTLEMENT_STOPPED') return 'stopped'
    if (code !== 'STATE_CHANGED') log.error({ err: error, disputeId: id }, 'dispute not executed')
    return 'skipped'
  }
}
