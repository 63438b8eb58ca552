import type { StatementLine } from '@aetherflow/api/wallet/statement-schemas'
import { routes } from '../../../routes.ts'

type Link = { to: 'order' | 'task' | 'run'; href: string }

/** Where a line leads: its order, its image, or the run that it belongs to. */
export function linkOfLine(line: Pick<StatementLine, 'orderId' | 'taskId' | 'runId'>): Link | null {
  if (line.orderId !== null) return { to: 'order', href: routes.order(line.orderId) }
  // A provider's line names the image but no run: it belongs to somebody else, whose page they may not open.
  if (line.taskId !== null && line.runId !== null)
    return { to: 'task', href: routes.task(line.taskId) }
  if (line.runId !== null) return { to: 'run', href: routes.run(line.runId) }
  return null
}

/**
 * How an amount reads: reserved and not gone; a charge out of what was reserved; a change of what can be
 * spent; or a move between pockets, which takes and gives nothing.
 */
export type LineLook = 'reserved' | 'charge' | 'change' | 'aside'

export function lookOfLine(line: Pick<StatementLine, 'type' | 'spendableDelta'>): LineLook {
  if (line.type === 'hold') return 'reserved'
  if (line.type === 'consume') return 'charge'
  return line.spendableDelta === 0n ? 'aside' : 'change'
}

export type StateOfHold = 'reserved' | 'returned' | 'partlyReturned' | 'charged'

/** What became of a reservation; null for a line that is none. */
export function stateOfHold(
  line: Pick<StatementLine, 'type' | 'amount' | 'stillHeld' | 'charged'>,
): StateOfHold | null {
  if (line.type !== 'hold') return null
  if (line.stillHeld > 0n) return 'reserved'
  if (line.charged === 0n) return 'returned'
  return line.charged < -line.amount ? 'partlyReturned' : 'charged'
}

/** What a charge took of its reservation: how much was reserved, and what of it came back. */
export function reservationOf(
  line: Pick<StatementLine, 'type' | 'heldDelta' | 'spendableDelta'>,
): { reserved: bigint; back: bigint } | null {
  if (line.type !== 'consume' || line.heldDelta === 0n) return null
  return { reserved: -line.heldDelta, back: line.spendableDelta }
}

type Pocket = { pocket: 'held' | 'pending' | 'debt'; value: bigint }

/** The other pockets that a line moved, with what is in them after it; a debt is said as what is owed. */
export function pocketsOf(
  line: Pick<
    StatementLine,
    'heldDelta' | 'heldAfter' | 'pendingDelta' | 'pendingAfter' | 'debtDelta' | 'debtAfter'
  >,
): Pocket[] {
  const pockets: Pocket[] = []
  if (line.heldDelta !== 0n) pockets.push({ pocket: 'held', value: line.heldAfter })
  if (line.pendingDelta !== 0n) pockets.push({ pocket: 'pending', value: line.pendingAfter })
  if (line.debtDelta !== 0n) pockets.push({ pocket: 'debt', value: -line.debtAfter })
  return pockets
}
