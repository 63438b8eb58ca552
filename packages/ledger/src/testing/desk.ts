import { randomUUID } from 'node:crypto'
import type { CreditHundredths } from '@aetherflow/db/quantities'
import { openDispute, type OpenDispute } from '../open-dispute.ts'
import { settle } from '../settle.ts'
import { topUp } from '../top-up.ts'
import { addAttempt, addOrder, addRun, addUser, credits, delivered } from './arrange.ts'
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
  amount?: bigint | null
  by: string
  approvedBy?: string | null
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

/** A chargeback as the worker records it, not carried out yet; answers the id. */
export async function addChargeback(
  db: LedgerDatabase,
  orderId: string,
  amount?: bigint,
): Promise<string> {
  const id = randomUUID()
  await db.run(
    `INSERT INTO chargebacks (id, order_id, gateway, gateway_dispute_id, amount_minor, currency, credits)
     SELECT $1::uuid, o.id, o.gateway, 'dispute-' || $1::uuid, o.amount_minor, o.currency, coalesce($3::bigint, o.credits)
       FROM orders o WHERE o.id = $2`,
    [id, orderId, amount?.toString() ?? null],
  )
  return id
}

export type RefundFacts = {
  credits: bigint
  amountMinor: number
  requestedBy: string
  approvedBy?: string | null
  incidentId?: string
  state?: string
}

/** A refund that an admin has asked for; answers the id. */
export async function addRefund(
  db: LedgerDatabase,
  orderId: string,
  facts: RefundFacts,
): Promise<string> {
  const id = randomUUID()
  await db.run(
    `INSERT INTO order_refunds (id, order_id, incident_id, client_id, request_hash, credits, amount_minor, currency, reason,
       requested_by, approved_by, state)
     SELECT $1, o.id, $2, $3, repeat('0', 64), $4, $5, o.currency, 'asked for it', $6, $7, $8::refund_state
       FROM orders o WHERE o.id = $9`,
    [
      id,
      facts.incidentId ?? null,
      randomUUID(),
      facts.credits.toString(),
      facts.amountMinor,
      facts.requestedBy,
      facts.approvedBy ?? null,
      facts.state ?? 'requested',
      orderId,
    ],
  )
  return id
}

export type AdjustmentFacts = {
  kind: 'adjust' | 'buy_out'
  userId: string
  account: 'available' | 'promo_earned' | 'earned'
  amount: bigint
  requestedBy: string
  approvedBy?: string | null
  state?: string
}

/** An adjustment that is approved, so due; answers the id. */
export async function addAdjustment(db: LedgerDatabase, facts: AdjustmentFacts): Promise<string> {
  const id = randomUUID()
  await db.run(
    `INSERT INTO adjustments (id, kind, user_id, account, amount, reason, client_id, request_hash, state, requested_by,
       approved_by, decided_at)
     VALUES ($1, $2::adjustment_kind, $3, $4::account_kind, $5, 'a correction', $6, repeat('0', 64), $7::adjustment_state, $8, $9,
       clock_now())`,
    [
      id,
      facts.kind,
      facts.userId,
      facts.account,
      facts.amount.toString(),
      randomUUID(),
      facts.state ?? 'approved',
      facts.requestedBy,
      facts.approvedBy ?? null,
    ],
  )
  return id
}

/** A credited order of `whole` credits (100 at least); answers its id. */
export async function paidOrder(
  db: LedgerDatabase,
  userId: string,
  whole: number,
): Promise<string> {
  const orderId = await addOrder(db, userId, { packCode: 'custom', credits: BigInt(whole) * 100n })
  const paid = { gateway: 'sandbox', merchant: 'merchant-1', currency: 'USD', amountMinor: whole }
  await topUp(db.worker, { ...paid, orderId, gatewayPaymentId: `pay-${orderId}` })
  return orderId
}
