import type { OrderView } from '@aetherflow/api/wallet/schemas'
import type { Tone } from '../../components/tone.ts'

type Status = OrderView['status']
type StepState = 'done' | 'now' | 'waiting' | 'failed'
export type OrderStep = { name: 'created' | 'paid' | 'credited'; state: StepState; at: Date | null }

/** An order as three stations on one line: made, paid, credited; where it stands, and where it ended. */
export function orderSteps(
  order: Pick<OrderView, 'status' | 'createdAt' | 'paidAt' | 'creditedAt'>,
): OrderStep[] {
  const [paid, credited] = statesOf(order.status)
  return [
    { name: 'created', state: 'done', at: order.createdAt },
    { name: 'paid', state: order.paidAt === null ? paid : 'done', at: order.paidAt },
    { name: 'credited', state: credited, at: order.creditedAt },
  ]
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
      return ['done', 'failed']
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

const briskMs = 2_000
const calmMs = 10_000
/** How long somebody who just paid waits with their eyes on the page. */
const eagerMs = 2 * 60_000

/** Until when an open order is looked at, and how often: briskly at first, calmly later, not once it is closed. */
export function pauseUntilNextLook(
  order: Pick<OrderView, 'status'> | undefined,
  watchedMs: number,
): number | false {
  if (order !== undefined && order.status !== 'pending') return false
  return watchedMs < eagerMs ? briskMs : calmMs
}
