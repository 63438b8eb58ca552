import { randomUUID } from 'node:crypto'
import type { CreditHundredths } from '@aetherflow/db/quantities'
import { openDispute, type OpenDispute } from '../open-dispute.ts'
import { settle } from '../settle.ts'
import { addAttempt, addRun, addUser, credits, delivered } from './arrange.ts'
import type { LedgerDatabase } from './ledger-database.ts'

/** An active admin, as the operator's command makes one; answers the id. */
export async function addAdmin(db: LedgerDatabase): Promise<string> {
  const id = await addUser(db)
  await db.run(`UPDATE users SET role = 'admin' WHERE id = $1`, [id])
  return id
}

/** A delivered task of `price` credits, at a ceiling of as much; answers its id. */
export async function paidTask(
  db: LedgerDatabase,
  consumer: string,
  made: { resourceId: string; price?: CreditHundredths },
): Promise<string> {
  const price = made.price ?? credits(5)
  const [taskId = ''] = await addRun(db, consumer, { ceilings: [price] })
  const attempt = await addAttempt(db, taskId, { resourceId: made.resourceId, price })
  const outcome = await settle(db.worker, delivered(attempt))
  if (outcome !== 'settled') throw new Error(`not settled but ${outcome}`)
  return taskId
}

export function disputeOf(
  userId: string,
  taskId: string,
  change: Partial<OpenDispute> = {},
): OpenDispute {
  const requestHash = 'd'.repeat(64)
  const description = 'The lighthouse has two towers.'
  const asked = { userId, taskId, requestHash, description, clientId: randomUUID() }
  return { ...asked, type: 'poor_quality', ...change }
}

/** Opens a dispute and answers its id. */
export async function addDispute(
  db: LedgerDatabase,
  userId: string,
  taskId: string,
): Promise<string> {
  return (await openDispute(db.web, disputeOf(userId, taskId))).disputeId
}

export type Decision = {
  decision: 'refund_full' | 'refund_partial' | 'compensate' | 'reject'
  amount?: bigint
  by: string
  approvedBy?: string
}

/** What the desk writes when an admin decides and, above the limit, another agrees. */
export async function decide(
  db: LedgerDatabase,
  disputeId: string,
  { decision, amount, by, approvedBy }: Decision,
): Promise<void> {
  await db.web.query(
    {
      name: '',
      text: `UPDATE disputes SET status = 'decided', decision = $2::dispute_decision, amount = $3, handled_by = $4,
                    approved_by = $5, resolution = 'as seen', decided_at = clock_now(), failure = NULL WHERE id = $1`,
    },
    [disputeId, decision, amount?.toString() ?? null, by, approvedBy ?? null],
  )
}
