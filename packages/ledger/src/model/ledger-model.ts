import type { CreditHundredths, UpstreamCreditE4 } from '@aetherflow/db/quantities'
import type { BySource } from '../sources.ts'
import type { Bought, Taken } from './bought.ts'
import type { Adjustment, Chargeback, Dispute, Refund } from './desk.ts'

/**
 * The ledger as plain values: the oracle that the SQL doors must match. Each door is a function over
 * this state that answers what the door answers, and knows nothing of SQL, locks or time of day.
 */
export type LedgerModel = {
  /** Milliseconds since the epoch. */
  now: number
  readonly rules: Rules
  readonly users: Map<string, User>
  readonly orders: Map<string, Order>
  readonly runs: Map<string, Run>
  readonly tasks: Map<string, Task>
  readonly attempts: Map<string, Attempt>
  readonly settlements: Map<string, Settlement>
  /** Paid from `loss`, by attempt. */
  readonly losses: Map<string, Loss>
  readonly admins: Set<string>
  readonly disputes: Map<string, Dispute>
  readonly chargebacks: Map<string, Chargeback>
  readonly refunds: Map<string, Refund>
  readonly adjustments: Map<string, Adjustment>
  readonly platform: { commission: bigint; bonusExpense: bigint; loss: bigint; clearing: bigint }
}

export type Rules = {
  grants: Record<string, { amount: bigint; validDays: number }>
  commissionBps: number
  costs: Record<string, UpstreamCreditE4>
  disputeWindowHours: number
  lossCaps: { provider: bigint; consumer: bigint }
  approvalLimit: bigint
  /** Of one admin's corrections by hand, per UTC day. */
  approvalDailyLimit: bigint
  disputeBonusDays: number
  buyOutCaps: { provider: bigint; everybody: bigint }
}

export type User = {
  id: string
  status: 'active' | 'frozen' | 'disabled'
  verified: boolean
  dailyCap: bigint | null
  /** Balances; `bonus` of the wallet is the sum of the lots. */
  available: bigint
  promoEarned: bigint
  earned: bigint
  held: bigint
  pending: bigint
  /** What is owed, at most 0. */
  debt: bigint
  /** By reason, which is granted once, or by the transfer that a dispute gave it with. */
  lots: Map<string, Lot>
  /** Which orders `available` is from, oldest first. */
  bought: Bought[]
}

export type Lot = { reason: string; amount: bigint; remaining: bigint; expiresAt: number }

export type Order = {
  id: string
  userId: string
  credits: bigint
  amountMinor: number
  status:
    | 'pending'
    | 'expired'
    | 'cancelled'
    | 'credited'
    | 'mismatch'
    | 'refunded'
    | 'charged_back'
  paymentId: string | null
  refundedCredits: bigint
  refundedMinor: number
}

export type Run = {
  id: string
  userId: string
  clientId: string
  requestHash: string
  taskIds: string[]
}

export type Task = {
  id: string
  userId: string
  modelId: string
  status: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled' | 'expired' | 'refunded'
  ceiling: CreditHundredths
  held: BySource
  /** The bonus part by lot, soonest expiry first. */
  heldLots: { reason: string; amount: bigint }[]
  /** The available part by what was bought. */
  taken: Taken
  createdAt: number
  fence: bigint
  attemptId: string | null
}

export type Attempt = {
  id: string
  taskId: string
  providerId: string
  price: CreditHundredths
  state: 'claimed' | 'dispatched' | 'succeeded' | 'failed' | 'unknown' | 'abandoned'
  wasDispatched: boolean
  /** The queue has marked it: its cost is owed from `loss`. */
  lossDue: boolean
}

export type Loss = { amount: bigint; providerId: string; consumerId: string; day: string }

export type Settlement = {
  taskId: string
  attemptId: string
  imageHash: string
  consumerId: string
  providerId: string
  price: bigint
  fee: bigint
  from: BySource
  sharePromo: bigint
  state: 'open' | 'matured' | 'disputed' | 'reversed'
  reversed: bigint
  feeReversed: bigint
  maturesAt: number
}

/** The code of a refusal, as the doors raise it. */
export type Refused = { refused: string }

/** A ledger that nobody has used; `now` in milliseconds since the epoch. */
export function createModel(rules: Rules, now: number): LedgerModel {
  return {
    now,
    rules,
    users: new Map(),
    orders: new Map(),
    runs: new Map(),
    tasks: new Map(),
    attempts: new Map(),
    settlements: new Map(),
    losses: new Map(),
    admins: new Set(),
    disputes: new Map(),
    chargebacks: new Map(),
    refunds: new Map(),
    adjustments: new Map(),
    platform: { commission: 0n, bonusExpense: 0n, loss: 0n, clearing: 0n },
  }
}

/** What all accounts together hold: always zero. */
export function totalOf(model: LedgerModel): bigint {
  const { commission, bonusExpense, loss, clearing } = model.platform
  let total = commission + bonusExpense + loss + clearing
  for (const user of model.users.values()) {
    total += user.available + user.promoEarned + user.earned + user.held + user.pending + user.debt
    total += bonusOf(user)
  }
  return total
}

/** The bonus account's balance: every lot, expired or not, until it is taken back. */
export function bonusOf(user: User): bigint {
  return [...user.lots.values()].reduce((sum, lot) => sum + lot.remaining, 0n)
}

/** The lots that can still be spent, in the order in which they are: soonest expiry first. */
export function liveLots(user: User, now: number): Lot[] {
  return [...user.lots.values()]
    .filter((lot) => lot.remaining > 0n && lot.expiresAt > now)
    .toSorted((a, b) => a.expiresAt - b.expiresAt)
}

/** The UTC day of a moment in milliseconds, YYYY-MM-DD: what daily caps count by. */
export function utcDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** What must be there; throws when a test names an id that was never made. */
export function find<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id)
  if (found === undefined) throw new Error(`the model knows no ${id}`)
  return found
}
