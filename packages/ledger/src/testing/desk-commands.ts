import { randomUUID } from 'node:crypto'
import { adjust as adjustSql } from '../adjust.ts'
import { buyOut } from '../buy-out.ts'
import { chargeback as chargebackSql } from '../chargeback.ts'
import { chargebackReturn as chargebackReturnSql } from '../chargeback-return.ts'
import { executeDispute as executeDisputeSql } from '../execute-dispute.ts'
import { adjust } from '../model/adjust.ts'
import { chargeback, chargebackReturn } from '../model/chargeback.ts'
import { executeDispute, openDispute, withdrawDispute } from '../model/dispute.ts'
import { recoverDebts } from '../model/recover-debt.ts'
import { refundDone, refundOrder, refundReturn } from '../model/refund.ts'
import { openDispute as openDisputeSql } from '../open-dispute.ts'
import { recoverDebts as recoverDebtsSql } from '../recover-debts.ts'
import { refundDone as refundDoneSql } from '../refund-done.ts'
import { refundOrder as refundOrderSql } from '../refund-order.ts'
import { refundReturn as refundReturnSql } from '../refund-return.ts'
import { withdrawDispute as withdrawDisputeSql } from '../withdraw-dispute.ts'
import { type Answer, both, nothing } from './both.ts'
import { addAdjustment, addChargeback, addRefund, decide, disputeOf } from './desk.ts'
import type { DeskChoice } from './desk-choices.ts'
import type { Pair } from './pair.ts'

type Of<T extends DeskChoice['do']> = Extract<DeskChoice, { do: T }>

const pick = <T>(from: readonly T[], index: number): T | undefined =>
  from[index % Math.max(1, from.length)]
const adminAt = ({ model, people }: Pair, index: number): string =>
  [...model.admins, people[0]][index] ?? ''

/** Does the same at both desks; answers what each answered. */
export async function performAtDesk(pair: Pair, choice: DeskChoice): Promise<Answer> {
  switch (choice.do) {
    case 'openDispute':
      return performOpen(pair, choice)
    case 'withdrawDispute': {
      const dispute = pick([...pair.model.disputes.values()], choice.dispute)
      if (dispute === undefined) return nothing
      const command = { disputeId: dispute.id, userId: dispute.userId }
      return both(
        () => withdrawDisputeSql(pair.db.web, command),
        () => withdrawDispute(pair.model, command),
      )
    }
    case 'decide':
      return performDecide(pair, choice)
    case 'executeDispute': {
      // Mostly what has been decided, now and then anything.
      const every = [...pair.model.disputes.values()]
      const decided = every.filter(({ status }) => status === 'decided')
      const dispute = pick(choice.dispute % 5 === 0 ? every : decided, choice.dispute)
      if (dispute === undefined) return nothing
      const command = { disputeId: dispute.id }
      return both(
        () => executeDisputeSql(pair.db.worker, command),
        () => executeDispute(pair.model, command),
      )
    }
    case 'chargeback':
      return performChargeback(pair, choice)
    case 'chargebackReturn': {
      const one = pick([...pair.model.chargebacks.values()], choice.chargeback)
      if (one === undefined) return nothing
      const command = { chargebackId: one.id }
      return both(
        () => chargebackReturnSql(pair.db.worker, command),
        () => chargebackReturn(pair.model, command),
      )
    }
    case 'refund':
      return performRefund(pair, choice)
    case 'refundEnd':
      return performRefundEnd(pair, choice)
    case 'adjust':
    case 'buyOut':
      return performAdjust(pair, choice)
    case 'unfreeze': {
      const user = pair.model.users.get(pair.people[choice.who] ?? '')
      if (user?.status !== 'frozen') return nothing
      user.status = 'active'
      await pair.db.run(`UPDATE users SET status = 'active' WHERE id = $1`, [user.id])
      return nothing
    }
    case 'recoverDebts':
      await recoverDebtsSql(pair.db.worker, { limit: 500 })
      recoverDebts(pair.model)
      return nothing
  }
}

async function performOpen(pair: Pair, choice: Of<'openDispute'>): Promise<Answer> {
  const { model, db, people } = pair
  // Mostly what has been delivered, now and then anything.
  const delivered = [...model.settlements.keys()]
  const task = pick(choice.task % 5 === 0 ? [...model.tasks.keys()] : delivered, choice.task)
  if (task === undefined) return nothing
  const owner = model.tasks.get(task)?.userId ?? ''
  const stranger = people.find((id) => id !== owner) ?? ''
  const command = disputeOf(choice.stranger ? stranger : owner, task)
  const earlier = [...model.disputes.values()].findLast(({ userId }) => userId === command.userId)
  if (choice.again && earlier !== undefined) command.clientId = earlier.clientId
  let disputeId = ''
  return both(
    async () => {
      const opened = await openDisputeSql(db.web, command)
      disputeId = opened.disputeId
      return opened
    },
    () => openDispute(model, { ...command, disputeId }),
  )
}

async function performDecide(pair: Pair, choice: Of<'decide'>): Promise<Answer> {
  const open = [...pair.model.disputes.values()].filter(({ status }) => status === 'open')
  const dispute = pick(open, choice.dispute)
  if (dispute === undefined) return nothing
  const handledBy = adminAt(pair, choice.by)
  const other = adminAt(pair, choice.approvedBy)
  const approvedBy = other === handledBy ? null : other
  const decision = choice.decision
  const said = decision === 'refund_partial' || decision === 'compensate'
  const amount = said ? BigInt(choice.amount) : null
  await decide(pair.db, dispute.id, { decision, amount, by: handledBy, approvedBy })
  Object.assign(dispute, {
    status: 'decided',
    decision,
    amount,
    handledBy,
    approvedBy,
    failure: null,
  })
  return nothing
}

async function performChargeback(pair: Pair, choice: Of<'chargeback'>): Promise<Answer> {
  const { db, model } = pair
  const known = [...model.chargebacks.values()].at(-1)
  const order = pick([...model.orders.values()], choice.order)
  if (order === undefined) return nothing
  let chargebackId = known?.id
  if (!choice.again || chargebackId === undefined) {
    const credits = (order.credits * BigInt(choice.part)) / 4n
    chargebackId = await addChargeback(db, order.id, credits)
    const fresh = { moved: 0n, owed: 0n, reversals: new Map<string, bigint>(), taken: [] }
    const row = { id: chargebackId, orderId: order.id, credits, state: 'opened', ...fresh } as const
    model.chargebacks.set(chargebackId, row)
  }
  const command = { chargebackId }
  return both(
    () => chargebackSql(db.worker, command),
    () => chargeback(model, command),
  )
}

async function performRefund(pair: Pair, choice: Of<'refund'>): Promise<Answer> {
  const { db, model } = pair
  const order = pick([...model.orders.values()], choice.order)
  if (order === undefined) return nothing
  const credits = BigInt(choice.credits) * 100n
  const amountMinor = choice.credits + choice.surplus
  const [first = '', second = ''] = model.admins
  const requestedBy = adminAt(pair, choice.by)
  const approvedBy = choice.order % 3 === 0 ? null : requestedBy === first ? second : first
  const facts = { credits, amountMinor, requestedBy, approvedBy }
  const refundId = await addRefund(db, order.id, facts)
  const fresh = { state: 'requested', failure: null, taken: [] } as const
  model.refunds.set(refundId, { id: refundId, orderId: order.id, ...facts, ...fresh, taken: [] })
  return both(
    () => refundOrderSql(db.worker, { refundId }),
    () => refundOrder(model, { refundId }),
  )
}

async function performRefundEnd({ db, model }: Pair, choice: Of<'refundEnd'>): Promise<Answer> {
  const refund = pick([...model.refunds.values()], choice.refund)
  if (refund === undefined) return nothing
  const refundId = refund.id
  const failure = 'GATEWAY_REFUSED'
  return choice.done
    ? both(
        () => refundDoneSql(db.worker, { refundId, gatewayRefundId: `r-${refundId}` }),
        () => refundDone(model, { refundId }),
      )
    : both(
        () => refundReturnSql(db.worker, { refundId, failure }),
        () => refundReturn(model, { refundId, failure }),
      )
}

async function performAdjust(pair: Pair, choice: Of<'adjust'> | Of<'buyOut'>): Promise<Answer> {
  const { db, model } = pair
  const [first = '', second = ''] = model.admins
  const requestedBy = adminAt(pair, choice.by)
  const approvedBy =
    Math.abs(choice.amount) % 2 === 0 ? null : requestedBy === first ? second : first
  const userId = pair.people[choice.who] ?? ''
  const asked =
    choice.do === 'buyOut'
      ? ({ kind: 'buy_out', account: 'promo_earned', amount: -BigInt(choice.amount) } as const)
      : ({
          kind: 'adjust',
          account:
            pick(['available', 'promo_earned', 'earned'] as const, choice.account) ?? 'earned',
          amount: BigInt(choice.amount === 0 ? 1 : choice.amount),
        } as const)
  const facts = { ...asked, userId, requestedBy, approvedBy }
  const known = [...model.adjustments.values()].findLast(({ kind }) => kind === asked.kind)
  let adjustmentId = known?.id ?? randomUUID()
  if (known === undefined || choice.do === 'buyOut' || !choice.again) {
    adjustmentId = await addAdjustment(db, facts)
    const fresh = { id: adjustmentId, state: 'approved', failure: null, day: null } as const
    model.adjustments.set(adjustmentId, { ...facts, ...fresh })
  }
  const door = asked.kind === 'adjust' ? adjustSql : buyOut
  return both(
    () => door(db.worker, { adjustmentId }),
    () => adjust(model, { adjustmentId }),
  )
}
