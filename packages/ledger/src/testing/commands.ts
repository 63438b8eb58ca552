import { randomUUID } from 'node:crypto'
import { creditHundredths } from '@aetherflow/db/quantities'
import { expireLots as expireLotsSql } from '../expire-lots.ts'
import { grantBonus } from '../grant-bonus.ts'
import { mature as matureSql } from '../mature.ts'
import { grant } from '../model/grant.ts'
import { expireLots, mature } from '../model/mature.ts'
import { payLoss } from '../model/pay-loss.ts'
import { fail, release } from '../model/release.ts'
import { settle } from '../model/settle.ts'
import { submit, type SubmitCommand } from '../model/submit.ts'
import { topUp } from '../model/top-up.ts'
import { releaseTask } from '../release-task.ts'
import { settle as settleSql } from '../settle.ts'
import { settleSet } from '../settle-set.ts'
import { submit as submitSql } from '../submit.ts'
import { topUp as topUpSql } from '../top-up.ts'
import { delivered, runOf } from './arrange.ts'
import { type Answer, both, nothing } from './both.ts'
import type { Choice } from './choices.ts'
import { performAtDesk } from './desk-commands.ts'
import { GRANTS, type Pair, attempt, endAttempt, order, step } from './pair.ts'
import { payLoss as payLossSql } from './pay-loss.ts'
import { performSale } from './sale.ts'

/** Does the same on both sides; answers what each answered, which must be equal. */
export async function perform(pair: Pair, choice: Choice): Promise<Answer> {
  const { db, model } = pair
  const tasks = [...model.tasks.values()]
  const pick = <T>(from: readonly T[], index: number): T | undefined =>
    from[index % Math.max(1, from.length)]
  const person = (index: number): string => pick(pair.people, index) ?? ''
  switch (choice.do) {
    case 'grant': {
      const command = {
        userId: person(choice.who),
        reason: [...Object.keys(GRANTS), 'nothing'][choice.reason] ?? '',
      }
      return both(
        async () => pickFields(await grantBonus(db.web, command), ['amount', 'repeated']),
        () => grant(model, command),
      )
    }
    case 'topUp':
      return performTopUp(pair, person(choice.who), choice)
    case 'submit':
      return performSubmit(pair, person(choice.who), choice)
    case 'attempt': {
      const pending = tasks.filter(({ status }) => status === 'pending')
      const task = pick(pending, choice.task)
      if (task === undefined) return nothing
      const { price, dispatch } = choice
      await attempt(pair, {
        taskId: task.id,
        providerId: person(choice.who),
        price: BigInt(price),
        state: dispatch ? 'dispatched' : 'claimed',
      })
      return nothing
    }
    case 'settle':
      return performSettle(pair, choice)
    case 'release': {
      const task = pick(tasks, choice.task)
      if (task === undefined) return nothing
      const other = pair.people.find((id) => id !== task.userId) ?? ''
      const command = { taskId: task.id, userId: choice.stranger ? other : task.userId }
      return both(
        async () => pickFields(await releaseTask(db.web, command), ['repeated']),
        () => release(model, command),
      )
    }
    case 'fail':
      return performFail(pair, choice)
    case 'loss': {
      const lost = pick([...model.attempts.values()], choice.attempt)
      if (lost === undefined) return nothing
      return both(
        () => payLossSql(db, { attemptId: lost.id }),
        () => payLoss(model, { attemptId: lost.id }),
      )
    }
    case 'step':
      await step(pair)
      return nothing
    case 'mature':
      await matureSql(db.worker, { limit: 500 })
      mature(model)
      return nothing
    case 'expire':
      await expireLotsSql(db.worker, { limit: 500 })
      expireLots(model)
      return nothing
    case 'status':
      return performStatus(pair, person(choice.who))
    case 'sale': {
      const [buyer, seller] = [person(choice.who), person(choice.who + choice.whom)]
      return performSale(pair, { buyer, seller, price: choice.price })
    }
    default:
      return performAtDesk(pair, choice)
  }
}

async function performTopUp(
  pair: Pair,
  userId: string,
  choice: { whole: number; wrong: boolean },
): Promise<Answer> {
  const known = [...pair.model.orders.keys()]
  const repeat = choice.whole % 3 === 0 ? known.at(-1) : undefined
  const orderId =
    repeat ??
    (await order(pair, userId, { credits: BigInt(choice.whole) * 100n, amountMinor: choice.whole }))
  const amount = pair.model.orders.get(orderId)?.amountMinor ?? 0
  const amountMinor = amount + (choice.wrong ? 1 : 0)
  const paymentId = `pay-${orderId}`
  const paid = {
    orderId,
    gateway: 'sandbox',
    merchant: 'merchant-1',
    gatewayPaymentId: paymentId,
    amountMinor,
    currency: 'USD',
  }
  const sql = async () => (await topUpSql(pair.db.worker, paid)).kind
  return both(sql, () => topUp(pair.model, { orderId, paymentId, amountMinor }))
}

async function performSubmit(
  { db, model }: Pair,
  userId: string,
  choice: Extract<Choice, { do: 'submit' }>,
): Promise<Answer> {
  const ceilings = choice.ceilings.map((amount) => creditHundredths(BigInt(amount)))
  const modelId = choice.ultra ? 'stability:ultra' : 'stability:core'
  const run = runOf(userId, { ceilings, modelId, ownKey: choice.ownKey })
  const earlier = [...model.runs.values()].findLast((known) => known.userId === userId)
  if (choice.again && earlier !== undefined) run.clientId = earlier.clientId
  if (choice.again && ceilings.length > 3) run.requestHash = 'b'.repeat(64)
  const command: SubmitCommand = { ...run, tasks: [...run.tasks] }
  return both(
    async () => pickFields(await submitSql(db.web, run), ['runId', 'held', 'repeated']),
    () => submit(model, command),
  )
}

async function performSettle(
  { db, model }: Pair,
  choice: Extract<Choice, { do: 'settle' }>,
): Promise<Answer> {
  // Mostly what can be settled, now and then anything.
  const every = [...model.tasks.values()]
  const running = every.filter(({ status }) => status === 'processing')
  const items = choice.tasks.flatMap((index) => {
    const from = index % 4 === 0 ? every : running
    const task = from[index % Math.max(1, from.length)]
    if (task === undefined) return []
    const attemptId = task.attemptId ?? randomUUID()
    return [
      {
        taskId: task.id,
        attemptId,
        fence: task.fence + BigInt(choice.fence),
        imageHash: String(choice.image).repeat(64),
      },
    ]
  })
  // The set takes a task once and answers its repeat as already; one by one it is the same.
  const expected = items.map((item) => settle(model, item))
  const inputs = items.map(({ taskId, attemptId, fence, imageHash }) =>
    delivered({ taskId, attemptId, fence, resourceId: '' }, imageHash),
  )
  if (inputs.length === 0) return nothing
  if (choice.set)
    return {
      sql: (await settleSet(db.worker, inputs)).map(({ outcome }) => outcome),
      model: expected,
    }
  const outcomes = []
  for (const input of inputs) outcomes.push(await settleSql(db.worker, input))
  return { sql: outcomes, model: expected }
}

async function performFail(pair: Pair, choice: Extract<Choice, { do: 'fail' }>): Promise<Answer> {
  const tasks = [...pair.model.tasks.values()]
  const chosen = new Set(
    choice.tasks.flatMap((index) => tasks[index % Math.max(1, tasks.length)] ?? []),
  )
  for (const { attemptId } of chosen)
    if (attemptId !== null) await endAttempt(pair, attemptId, choice.how)
  const endings = [...chosen].map(({ id }) => ({ task: id, status: choice.status }))
  const rows = await pair.db.run<{ id: string }>('SELECT ledger.release_tasks($1) AS id', [
    JSON.stringify(endings),
  ])
  const ended = endings.filter(({ task }) =>
    fail(pair.model, { taskId: task, status: choice.status }),
  )
  return { sql: new Set(rows.map(({ id }) => id)), model: new Set(ended.map(({ task }) => task)) }
}

/** Active → frozen → disabled → active. */
async function performStatus({ db, model }: Pair, userId: string): Promise<Answer> {
  const user = model.users.get(userId)
  if (user === undefined) return nothing
  user.status =
    user.status === 'active' ? 'frozen' : user.status === 'frozen' ? 'disabled' : 'active'
  user.dailyCap = user.dailyCap === null && user.status === 'active' ? 2500n : null
  await db.run('UPDATE users SET status = $2::user_status, daily_spend_cap = $3 WHERE id = $1', [
    userId,
    user.status,
    user.dailyCap?.toString() ?? null,
  ])
  return nothing
}

function pickFields<T, K extends keyof T>(from: T, fields: K[]): Pick<T, K> {
  const picked: Partial<T> = {}
  for (const field of fields) picked[field] = from[field]
  return picked as Pick<T, K>
}
