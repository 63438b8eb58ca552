import type { OrderView } from '@aetherflow/api/wallet/schemas'
import type { Tone } from '../../components/tone.ts'

type Status = OrderView['status']
type StepState = 'done' | 'now' | 'waiting' | 'failed'
export type OrderStep = {
  name: 'created' | 'paid' | 'credited' | 'returned' | 'takenBack'
  state: StepState
  at: Date | null
}

/** An order as three stations on one line: made, paid, credited; where it stands, and where it ended. */
export function orderSteps(
  order: Pick<OrderView, 'status' | 'createdAt' | 'paidAt' | 'creditedAt' | 'refundedMinor'>,
): OrderStep[] {
  const [paid, credited] = statesOf(order.status)
  return [
    { name: 'created', state: 'done', at: order.createdAt },
    { name: 'paid', state: order.paidAt === null ? paid : 'done', at: order.paidAt },
    { name: 'credited', state: credited, at: order.creditedAt },
    ...(hasReturned(order)
      ? [{ name: lastStation(order.status), state: 'done', at: null } as const]
      : []),
  ]
}

const lastStation = (status: Status) => (status === 'charged_back' ? 'takenBack' : 'returned')

/** A fourth station, for money that went back. */
function hasReturned({ status, refundedMinor }: Pick<OrderView, 'status' | 'refundedMinor'>) {
  return refundedMinor > 0 || status === 'refunded' || status === 'charged_back'
}

function statesOf(status: Status): [paid: StepState, credited: StepState] {
  switch (status) {
    case 'pending':
      return ['now', 'waiting']
    case 'credited':
    case 'refunded':
    case 'charged_back':
      return ['done', 'done']
    case 'cancelled':
    case 'expired':
      return ['failed', 'waiting']
    case 'mismatch':
      return ['done', 'now']
  }
}

/** How far the line is filled, 0..1. */
export function progressOfOrder(status: Status): number {
  switch (status) {
    case 'pending':
      return 0.25
    case 'mismatch':
      return 0.5
    case 'cancelled':
    case 'expired':
      return 0
    case 'credited':
    case 'refunded':
    case 'charged_back':
      return 1
  }
}

export function toneOfOrder(status: Status): Tone {
  switch (status) {
    case 'pending':
      return 'info'
    case 'credited':
      return 'ok'
    case 'mismatch':
    case 'charged_back':
      return 'bad'
    case 'cancelled':
    case 'expired':
    case 'refunded':
      return 'quiet'
  }
}

const hastyMs = 700
const briskMs = 2_000
const calmMs = 10_000
const patientMs = 30_000
/** How long the page says that it asks, before it says that it waits. */
export const askingMs = 5_000
/** How long somebody who just paid waits with their eyes on the page. */
const eagerMs = 2 * 60_000

/**
 * How soon an order is looked at again: hastily while the gateway is being asked, briskly at first, calmly
 * later, patiently while a person looks at its payment, and not once it has ended.
 */
export function pauseUntilNextLook(
  order: Pick<OrderView, 'status'> | undefined,
  watchedMs: number,
): number | false {
  if (order?.status === 'mismatch') return patientMs
  if (order !== undefined && order.status !== 'pending') return false
  if (watchedMs < askingMs) return hastyMs
  return watchedMs < eagerMs ? briskMs : calmMs
}
