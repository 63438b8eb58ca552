import type { StatementLine } from '@aetherflow/api/wallet/statement-schemas'
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
  'reversal',
  'buy_out',
]

export function isReadersOwn(line: Pick<StatementLine, 'type'>): boolean {
  return !earnedTypes.includes(line.type)
}

/**
 * How an amount reads: set aside, a change of what can be spent, or settled out of what was set aside before,
 * which must not look as if it were taken twice.
 */
export function lookOfLine(
  line: Pick<StatementLine, 'type' | 'spendableDelta'>,
): 'held' | 'change' | 'aside' {
  if (line.type === 'hold') return 'held'
  return line.spendableDelta === 0n ? 'aside' : 'change'
}
