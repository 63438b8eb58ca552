import { randomUUID } from 'node:crypto'
import {
  type CreditHundredths,
  creditHundredths,
  upstreamCreditE4,
} from '@aetherflow/db/quantities'
import { createModel, find, type LedgerModel } from '../model/ledger-model.ts'
import { addAttempt, addOrder, addResource, addUser, type OrderFacts } from './arrange.ts'
import { addAdmin } from './desk.ts'
import type { LedgerDatabase } from './ledger-database.ts'

/** A database and a model of the same few people, moved together. */
export type Pair = {
  db: LedgerDatabase
  model: LedgerModel
  /** The ids of the people; everybody buys, everybody sells. */
  people: string[]
  /** The resource of each person. */
  resources: Map<string, string>
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Half past six, so that steps of 13 hours never come near midnight, where a day would be in doubt. */
const START = Date.UTC(2030, 0, 1, 6, 30)
const STEP_MS = 13 * HOUR_MS
/** Validities that no number of steps equals, so that no expiry is in doubt either. */
export const GRANTS = {
  email_verified: { amount: 2000n, validDays: 3 },
  brief: { amount: 333n, validDays: 1 },
  long: { amount: 751n, validDays: 11 },
}

let now = START

/** Prepares the rules that the model knows; once per database. */
export async function prepareRules(db: LedgerDatabase): Promise<void> {
  for (const [reason, { amount, validDays }] of Object.entries(GRANTS)) {
    await db.run(
      `INSERT INTO grant_rules (reason, version, amount, valid_days) VALUES ($1, 2, $2, $3)`,
      [reason, amount.toString(), validDays],
    )
  }
  await db.run(
    `INSERT INTO settings (key, version, value) VALUES ('loss.providerDailyCap', 2, '1500'), ('loss.consumerDailyCap', 2, '1000'),
       ('approval.limit', 2, '2000'), ('approval.dailyLimit', 2, '3000'), ('buyOut.providerDailyCap', 2, '900'), ('buyOut.dailyBudget', 2, '1300')`,
  )
}

export async function createPair(db: LedgerDatabase, size = 3): Promise<Pair> {
  // A day of its own, because the budget of a day is everybody's.
  now = START + Math.ceil((now + 1 - START) / DAY_MS) * DAY_MS
  await setNow(db, now)
  const model = createModel(
    {
      grants: GRANTS,
      commissionBps: 2000,
      costs: {
        'stability:core': upstreamCreditE4(30000n),
        'stability:ultra': upstreamCreditE4(80000n),
      },
      disputeWindowHours: 72,
      lossCaps: { provider: 1500n, consumer: 1000n },
      approvalLimit: 2000n,
      approvalDailyLimit: 3000n,
      disputeBonusDays: 30,
      buyOutCaps: { provider: 900n, everybody: 1300n },
    },
    now,
  )
  for (let i = 0; i < 2; i++) model.admins.add(await addAdmin(db))
  const people: string[] = []
  const resources = new Map<string, string>()
  for (let i = 0; i < size; i++) {
    const id = await addUser(db)
    people.push(id)
    resources.set(id, await addResource(db, id))
    const nothing = { available: 0n, promoEarned: 0n, earned: 0n, held: 0n, pending: 0n, debt: 0n }
    model.users.set(id, {
      id,
      status: 'active',
      verified: true,
      dailyCap: null,
      ...nothing,
      lots: new Map(),
      bought: [],
    })
  }
  return { db, model, people, resources }
}

/** Both clocks go on by one step. */
export async function step(pair: Pair): Promise<void> {
  now += STEP_MS
  pair.model.now = now
  await setNow(pair.db, now)
}

export async function setNow(db: LedgerDatabase, at: number): Promise<void> {
  await db.setClock(at - Date.now())
}

/** An order that both sides know; answers its id. */
export async function order(
  pair: Pair,
  userId: string,
  facts: Required<Pick<OrderFacts, 'credits' | 'amountMinor'>>,
): Promise<string> {
  const id = await addOrder(pair.db, userId, { packCode: 'custom', ...facts })
  const fresh = {
    status: 'pending',
    paymentId: null,
    refundedCredits: 0n,
    refundedMinor: 0,
  } as const
  pair.model.orders.set(id, { id, userId, ...facts, ...fresh })
  return id
}

/** What claim and dispatch do to a pending task, on both sides; null when there is nothing to claim. */
export async function attempt(
  pair: Pair,
  claim: { taskId: string; providerId: string; price: bigint; state: 'claimed' | 'dispatched' },
): Promise<string | null> {
  const { taskId, providerId, price, state } = claim
  const task = find(pair.model.tasks, taskId)
  const ownKey = task.ceiling === 0n
  if (task.status !== 'pending' || ownKey !== (task.userId === providerId)) return null
  const least = price < task.ceiling ? price : task.ceiling
  const frozen: CreditHundredths = ownKey
    ? creditHundredths(0n)
    : creditHundredths(least < 25n ? 25n : least)
  const resourceId = pair.resources.get(providerId) ?? randomUUID()
  const made = await addAttempt(pair.db, taskId, { resourceId, price: frozen, state })
  task.status = 'processing'
  task.fence = made.fence
  task.attemptId = made.attemptId
  pair.model.attempts.set(made.attemptId, {
    id: made.attemptId,
    taskId,
    providerId,
    price: frozen,
    state,
    wasDispatched: state === 'dispatched',
    lossDue: false,
  })
  return made.attemptId
}

/** What the queue writes when a call ended without an image. */
export async function endAttempt(
  pair: Pair,
  attemptId: string,
  state: 'failed' | 'unknown',
): Promise<void> {
  const known = find(pair.model.attempts, attemptId)
  if (known.state !== 'dispatched') return
  known.state = state
  known.lossDue = state === 'unknown'
  await pair.db.run('UPDATE attempts SET state = $2::attempt_state, loss_due = $3 WHERE id = $1', [
    attemptId,
    state,
    known.lossDue,
  ])
}
