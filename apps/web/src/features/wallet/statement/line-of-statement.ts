import type { StatementLine } from '@aetherflow/api/wallet/schemas'
import { routes } from '../../../routes.ts'

type Link = { to: 'order' | 'task' | 'run'; href: string }

/** Where a line leads: its order, its image, or the run that it belongs to. */
export function linkOfLine(line: Pick<StatementLine, 'orderId' | 'taskId' | 'runId'>): Link | null {
  if (line.orderId !== null) return { to: 'order', href: routes.order(line.orderId) }
  if (line.taskId !== null) return { to: 'task', href: routes.task(line.taskId) }
  if (line.runId !== null) return { to: 'run', href: routes.run(line.runId) }
  return null
}

/** What earnings link to belongs to somebody else, whose images the provider may not open. */
const earnedTypes: readonly StatementLine['type'][] = [
  'earn',
  'mature',
  'commission',
  'compensation',
]

export function isReadersOwn(line: Pick<StatementLine, 'type'>): boolean {
  return !earnedTypes.includes(line.type)
}

/** How an amount reads: set aside, taken from what was set aside, or a plain change. */
export function toneOfLine(line: Pick<StatementLine, 'type' | 'amount'>): 'held' | 'sign' {
  return line.type === 'hold' ? 'held' : 'sign'
}
