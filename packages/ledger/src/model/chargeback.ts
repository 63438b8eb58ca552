import { giveBack, take, takenFrom } from './bought.ts'
import {
  find,
  type LedgerModel,
  type Order,
  type Refused,
  type Settlement,
} from './ledger-model.ts'
import type { Chargeback } from './desk.ts'
import { recoverDebt } from './recover-debt.ts'
import { backBySource, chargedBack, reverse, shareLeft } from './reverse.ts'

type ChargedBack = {
  outcome: 'debited' | 'already' | 'nothing'
  taken: bigint
  owed: bigint
  reversed: bigint
}

/** The door `chargeback`. */
export function chargeback(
  model: LedgerModel,
  command: { chargebackId: string },
): ChargedBack | Refused {
  const of = model.chargebacks.get(command.chargebackId)
  if (of === undefined) return { refused: 'NOT_FOUND' }
  const sum = () => [...of.reversals.values()].reduce((all, price) => all + price, 0n)
  if (of.state !== 'opened') {
    return { outcome: 'already', taken: of.moved, owed: of.owed, reversed: sum() }
  }
  const order = find(model.orders, of.orderId)
  const left = orderLeft(model, order)
  if (left <= 0n) return { outcome: 'nothing', taken: 0n, owed: 0n, reversed: 0n }
  if (left < of.credits) of.credits = left
  const user = find(model.users, order.userId)
  of.moved = of.credits < user.available ? of.credits : user.available
  of.owed = of.credits - of.moved
  of.state = 'debited'
  of.taken = take(user, of.moved, order.id)
  user.debt -= of.owed
  model.platform.clearing += of.credits
  order.status = 'charged_back'
  if (user.status === 'active') user.status = 'frozen'
  const unmatured = [...model.settlements.values()]
    .filter(({ consumerId, state }) => consumerId === user.id && state !== 'matured')
    .toSorted((a, b) => (a.taskId < b.taskId ? -1 : 1))
  for (const settlement of unmatured) reversePaid(model, of, settlement, of.credits - sum())
  return { outcome: 'debited', taken: of.moved, owed: of.owed, reversed: sum() }
}

function reversePaid(
  model: LedgerModel,
  of: Chargeback,
  settlement: Settlement,
  atMost: bigint,
): void {
  const task = find(model.tasks, settlement.taskId)
  const amount = [
    atMost,
    paidBy(model, of.orderId, task.id),
    availableLeft(model, settlement),
  ].reduce((a, b) => (a < b ? a : b))
  if (amount <= 0n) return
  const user = find(model.users, settlement.consumerId)
  const feePart = reverse(model, settlement, amount)
  of.reversals.set(task.id, amount)
  find(model.users, settlement.providerId).pending -= amount - feePart
  model.platform.commission -= feePart
  const toDebt = amount < -user.debt ? amount : -user.debt
  user.debt += toDebt
  giveBack(user, of.taken, amount - toDebt, of.orderId)
}

/** What an order's credits have paid of a task, less what its chargebacks reversed. */
function paidBy(model: LedgerModel, orderId: string, taskId: string): bigint {
  let paid = takenFrom(find(model.tasks, taskId).taken, orderId)
  for (const other of model.chargebacks.values()) {
    if (other.orderId === orderId) paid -= other.reversals.get(taskId) ?? 0n
  }
  return paid
}

/** What of the part that bought credits paid has not been taken back. */
function availableLeft(model: LedgerModel, settlement: Settlement): bigint {
  const charged = chargedBack(model, settlement.taskId)
  const back = backBySource(model, settlement, settlement.reversed - charged)
  return settlement.from.available - charged - back.available
}

/** The door `chargeback_return`. */
export function chargebackReturn(
  model: LedgerModel,
  command: { chargebackId: string },
): { outcome: 'returned' | 'already'; repaid: bigint; recovered: bigint } | Refused {
  const of = model.chargebacks.get(command.chargebackId)
  if (of === undefined) return { refused: 'NOT_FOUND' }
  if (of.state === 'won') return { outcome: 'already', repaid: 0n, recovered: 0n }
  if (of.state !== 'debited') return { refused: 'STATE_CHANGED' }
  const order = find(model.orders, of.orderId)
  const user = find(model.users, order.userId)
  of.state = 'won'
  model.platform.clearing -= of.credits
  giveBack(user, of.taken, of.credits, order.id)
  let repaid = 0n
  for (const [taskId, price] of of.reversals) {
    if (find(model.tasks, taskId).status === 'refunded') continue
    repaid += price
    payAgain(model, of, find(model.settlements, taskId), price)
  }
  const recovered = recoverDebt(user)
  order.status = orderStatus(model, order)
  return { outcome: 'returned', repaid, recovered }
}

function payAgain(
  model: LedgerModel,
  of: Chargeback,
  settlement: Settlement,
  amount: bigint,
): void {
  const task = find(model.tasks, settlement.taskId)
  const provider = find(model.users, settlement.providerId)
  const before = shareLeft(settlement)
  const feePart = -reverse(model, settlement, -amount)
  const promo = shareLeft(settlement).promo - before.promo
  task.taken.push(...take(find(model.users, task.userId), amount, of.orderId))
  model.platform.commission += feePart
  if (settlement.state === 'matured') {
    provider.promoEarned += promo
    provider.earned += amount - feePart - promo
    recoverDebt(provider)
    return
  }
  provider.pending += amount - feePart
  if (settlement.state !== 'reversed') return
  const live = [...model.disputes.values()].some(
    ({ taskId, status }) => taskId === task.id && (status === 'open' || status === 'decided'),
  )
  settlement.state = live ? 'disputed' : 'open'
  if (settlement.maturesAt < model.now) settlement.maturesAt = model.now
}

/** What of an order's credits neither a refund nor a standing chargeback has taken back. */
export function orderLeft(model: LedgerModel, order: Order): bigint {
  if (!['credited', 'refunded', 'charged_back'].includes(order.status)) return 0n
  let left = order.credits
  for (const { orderId, state, credits } of model.refunds.values()) {
    if (orderId === order.id && (state === 'debited' || state === 'done')) left -= credits
  }
  for (const { orderId, state, credits } of model.chargebacks.values()) {
    if (orderId === order.id && state === 'debited') left -= credits
  }
  return left
}

/** How a credited order stands after refunds and chargebacks. */
export function orderStatus(model: LedgerModel, order: Order): Order['status'] {
  const standing = [...model.chargebacks.values()].some(
    ({ orderId, state }) => orderId === order.id && state === 'debited',
  )
  if (standing) return 'charged_back'
  return order.refundedCredits === order.credits ? 'refunded' : 'credited'
}
