import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import { MINIMUM_PRICE } from '../pricing.ts'
import { type BySource, sumOf, takeInOrder } from '../sources.ts'
import { take } from './bought.ts'
import {
  find,
  type LedgerModel,
  liveLots,
  type Refused,
  type Task,
  type User,
  utcDay,
} from './ledger-model.ts'

export type SubmitCommand = {
  userId: string
  runId: string
  clientId: string
  requestHash: string
  ownKey: boolean
  tasks: { taskId: string; modelId: string; ceiling: CreditHundredths }[]
}

export type Submitted = { runId: string; held: bigint; repeated: boolean }

/** The door `submit`. */
export function submit(model: LedgerModel, command: SubmitCommand): Submitted | Refused {
  if (command.tasks.length < 1 || command.tasks.length > 8) return { refused: 'INPUT_INVALID' }
  if (!command.ownKey && command.tasks.some(({ ceiling }) => ceiling < MINIMUM_PRICE)) {
    return { refused: 'INPUT_INVALID' }
  }
  const user = model.users.get(command.userId)
  if (user === undefined) return { refused: 'NOT_FOUND' }
  const before = [...model.runs.values()].find(
    (run) => run.userId === user.id && run.clientId === command.clientId,
  )
  if (before !== undefined) {
    if (before.requestHash !== command.requestHash) return { refused: 'IDEMPOTENCY_CONFLICT' }
    const held = before.taskIds.reduce((sum, id) => sum + find(model.tasks, id).ceiling, 0n)
    return { runId: before.id, held, repeated: true }
  }
  const refused = refusalOf(model, user, command)
  if (refused !== null) return { refused }
  return hold(model, user, command)
}

function refusalOf(model: LedgerModel, user: User, command: SubmitCommand): string | null {
  if (user.status === 'frozen') return 'ACCOUNT_FROZEN'
  if (user.status === 'disabled') return 'ACCOUNT_DISABLED'
  if (command.tasks.some(({ modelId }) => model.rules.costs[modelId] === undefined)) {
    return 'MODEL_UNAVAILABLE'
  }
  const total = totalOf(command)
  if (user.dailyCap !== null && total > 0n && spentToday(model, user) + total > user.dailyCap) {
    return 'DAILY_CAP_REACHED'
  }
  return takeInOrder(spendableOf(user, model.now), total) === null ? 'INSUFFICIENT_CREDITS' : null
}

function hold(model: LedgerModel, user: User, command: SubmitCommand): Submitted {
  const total = totalOf(command)
  for (const wanted of command.tasks) {
    const ceiling = command.ownKey ? creditHundredths(0n) : wanted.ceiling
    const there = spendableOf(user, model.now)
    const held = takeInOrder(there, ceiling)
    if (held === null) throw new Error('the total was there, so each part is')
    const heldLots = takeLots(user, held.bonus, model.now)
    const taken = take(user, held.available, null)
    user.promoEarned -= held.promoEarned
    user.earned -= held.earned
    user.held += ceiling
    const hold = { ceiling, held, heldLots, taken }
    model.tasks.set(wanted.taskId, newTask(model, user, wanted, hold))
  }
  const taskIds = command.tasks.map(({ taskId }) => taskId)
  const { runId: id, clientId, requestHash } = command
  model.runs.set(id, { id, userId: user.id, clientId, requestHash, taskIds })
  return { runId: id, held: total, repeated: false }
}

function newTask(
  model: LedgerModel,
  user: User,
  wanted: { taskId: string; modelId: string },
  hold: Pick<Task, 'ceiling' | 'held' | 'heldLots' | 'taken'>,
): Task {
  const { taskId: id, modelId } = wanted
  const fresh = { status: 'pending', createdAt: model.now, fence: 0n, attemptId: null } as const
  return { id, userId: user.id, modelId, ...hold, ...fresh }
}

function takeLots(user: User, amount: bigint, now: number): Task['heldLots'] {
  const taken: Task['heldLots'] = []
  let missing = amount
  for (const lot of liveLots(user, now)) {
    const part = missing < lot.remaining ? missing : lot.remaining
    if (part === 0n) break
    lot.remaining -= part
    missing -= part
    taken.push({ reason: lot.reason, amount: part })
  }
  return taken
}

function spendableOf(user: User, now: number): BySource {
  const bonus = liveLots(user, now).reduce((sum, lot) => sum + lot.remaining, 0n)
  return {
    bonus: creditHundredths(bonus),
    promoEarned: creditHundredths(user.promoEarned),
    available: creditHundredths(user.available),
    earned: creditHundredths(user.earned),
  }
}

/** Open holds in full, completed tasks by their price, of this UTC day. */
function spentToday(model: LedgerModel, user: User): bigint {
  const day = utcDay(model.now)
  let spent = 0n
  for (const task of model.tasks.values()) {
    if (task.userId !== user.id || utcDay(task.createdAt) !== day) continue
    if (task.status === 'pending' || task.status === 'processing') spent += sumOf(task.held)
    const settled = model.settlements.get(task.id)
    if (settled !== undefined) spent += settled.price - settled.reversed
  }
  return spent
}

function totalOf(command: SubmitCommand): CreditHundredths {
  if (command.ownKey) return creditHundredths(0n)
  return creditHundredths(command.tasks.reduce((sum, { ceiling }) => sum + ceiling, 0n))
}
