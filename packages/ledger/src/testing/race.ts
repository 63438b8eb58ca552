import fc from 'fast-check'
import { chargeback as chargebackSql } from '../chargeback.ts'
import { chargebackReturn as chargebackReturnSql } from '../chargeback-return.ts'
import { executeDispute as executeDisputeSql } from '../execute-dispute.ts'
import { mature as matureSql } from '../mature.ts'
import { chargeback, chargebackReturn } from '../model/chargeback.ts'
import { executeDispute, openDispute, withdrawDispute } from '../model/dispute.ts'
import type { LedgerModel } from '../model/ledger-model.ts'
import { mature } from '../model/mature.ts'
import { recoverDebts } from '../model/recover-debt.ts'
import { refundOrder } from '../model/refund.ts'
import { settle } from '../model/settle.ts'
import { recoverDebts as recoverDebtsSql } from '../recover-debts.ts'
import { refundOrder as refundOrderSql } from '../refund-order.ts'
import { settle as settleSql } from '../settle.ts'
import { withdrawDispute as withdrawDisputeSql } from '../withdraw-dispute.ts'
import { addChargeback, addDispute, addRefund, decide, type Decision } from './desk.ts'
import { delivered } from './arrange.ts'
import type { Choice } from './choices.ts'
import { perform } from './commands.ts'
import { attempt, type Pair, step } from './pair.ts'

/** Something that may happen at the same moment as others; `twice` when a repeat changes nothing. */
export type Act = { sql(): Promise<unknown>; model(model: LedgerModel): unknown; twice: boolean }

export type Race = {
  prices: number[]
  decision: Decision['decision']
  amount: number
  part: number
  /** Steps of 13 hours: after six everything is due. */
  steps: number
  /** Which acts meet, by their number. */
  acts: number[]
}

const cents = fc.integer({ min: 25, max: 4500 })
export const racing: fc.Arbitrary<Race> = fc.record({
  prices: fc.array(cents, { minLength: 4, maxLength: 4 }),
  decision: fc.constantFrom<Decision['decision']>(
    'refund_full',
    'refund_partial',
    'refund_partial',
    'reject',
  ),
  amount: fc.integer({ min: 1, max: 2000 }),
  part: fc.integer({ min: 1, max: 4 }),
  steps: fc.constantFrom(1, 6, 6),
  acts: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8], { minLength: 4, maxLength: 5 }),
})

/**
 * A buyer with two orders, three delivered tasks (one dispute decided, one open) and one under way, and a
 * chargeback of each order: all of it about to happen.
 */
export async function arrangeRace(pair: Pair, race: Race): Promise<Act[]> {
  const { db, model } = pair
  const [first = 0, second = 0, third = 0, running = 0] = race.prices
  const opening: Choice[] = [
    { do: 'topUp', who: 0, whole: 101, wrong: false },
    { do: 'topUp', who: 0, whole: 103, wrong: false },
    { do: 'grant', who: 0, reason: 1 },
    { do: 'sale', who: 0, whom: 1, price: first },
    { do: 'sale', who: 0, whom: 2, price: second },
    { do: 'sale', who: 0, whom: 1, price: third },
  ]
  for (const choice of opening) await perform(pair, choice)
  const [buyer = '', seller = ''] = pair.people
  const [disputed = '', contested = ''] = model.tasks.keys()
  const dispute = await openBoth(pair, disputed)
  const other = await openBoth(pair, contested)
  await decideBoth(pair, dispute, race)
  const underWay = await dispatchBoth(pair, running, seller)
  for (let i = 0; i < race.steps; i++) await step(pair)
  const [orderA = '', orderB = ''] = model.orders.keys()
  const backA = await chargebackBoth(pair, orderA, race.part)
  const backB = await chargebackBoth(pair, orderB, 4)
  const refundId = await refundBoth(pair, orderB)
  const withdrawal = { disputeId: other, userId: buyer }
  const every: Act[] = [
    {
      sql: () => executeDisputeSql(db.worker, { disputeId: dispute }),
      model: (at) => executeDispute(at, { disputeId: dispute }),
      twice: true,
    },
    { sql: () => matureSql(db.worker, { limit: 500 }), model: mature, twice: false },
    ...[backA, backB].map((chargebackId) => ({
      sql: () => chargebackSql(db.worker, { chargebackId }),
      model: (at: LedgerModel) => chargeback(at, { chargebackId }),
      twice: true,
    })),
    {
      sql: () => chargebackReturnSql(db.worker, { chargebackId: backA }),
      model: (at) => chargebackReturn(at, { chargebackId: backA }),
      twice: false,
    },
    {
      sql: () => withdrawDisputeSql(db.web, withdrawal),
      model: (at) => withdrawDispute(at, withdrawal),
      twice: true,
    },
    {
      sql: () => settleSql(db.worker, delivered({ ...underWay, resourceId: '' }, IMAGE)),
      model: (at) => settle(at, { ...underWay, imageHash: IMAGE }),
      twice: true,
    },
    {
      sql: () => refundOrderSql(db.worker, { refundId }),
      model: (at) => refundOrder(at, { refundId }),
      twice: true,
    },
    { sql: () => recoverDebtsSql(db.worker, { limit: 500 }), model: recoverDebts, twice: false },
  ]
  return race.acts.flatMap((number) => every[number] ?? [])
}

const IMAGE = '0'.repeat(64)

async function openBoth({ db, model }: Pair, taskId: string): Promise<string> {
  const userId = model.tasks.get(taskId)?.userId ?? ''
  const disputeId = await addDispute(db, userId, taskId)
  openDispute(model, { userId, taskId, disputeId, clientId: disputeId, requestHash: '' })
  return disputeId
}

async function decideBoth({ db, model }: Pair, disputeId: string, race: Race): Promise<void> {
  const [by = '', approvedBy = ''] = model.admins
  const decision = race.decision
  const amount = decision === 'refund_partial' ? BigInt(race.amount) : null
  await decide(db, disputeId, { decision, amount, by, approvedBy })
  const said = { status: 'decided', decision, amount, handledBy: by, approvedBy }
  Object.assign(model.disputes.get(disputeId) ?? {}, said)
}

async function dispatchBoth(
  pair: Pair,
  price: number,
  providerId: string,
): Promise<{ taskId: string; attemptId: string; fence: bigint }> {
  const run = { ultra: false, ownKey: false, again: false }
  await perform(pair, { do: 'submit', who: 0, ceilings: [price + 7], ...run })
  const taskId = [...pair.model.tasks.keys()].at(-1) ?? ''
  const claim = { taskId, providerId, price: BigInt(price), state: 'dispatched' } as const
  const attemptId = (await attempt(pair, claim)) ?? ''
  return { taskId, attemptId, fence: pair.model.tasks.get(taskId)?.fence ?? 0n }
}

async function chargebackBoth({ db, model }: Pair, orderId: string, part: number): Promise<string> {
  const credits = ((model.orders.get(orderId)?.credits ?? 0n) * BigInt(part)) / 4n
  const id = await addChargeback(db, orderId, credits)
  const fresh = { moved: 0n, owed: 0n, reversals: new Map<string, bigint>(), taken: [] }
  model.chargebacks.set(id, { id, orderId, credits, state: 'opened', ...fresh })
  return id
}

async function refundBoth({ db, model }: Pair, orderId: string): Promise<string> {
  const [requestedBy = '', approvedBy = ''] = model.admins
  const facts = { credits: 3000n, amountMinor: 30, requestedBy, approvedBy }
  const id = await addRefund(db, orderId, facts)
  const fresh = { state: 'requested', failure: null, taken: [] } as const
  model.refunds.set(id, { id, orderId, ...facts, ...fresh, taken: [] })
  return id
}
