import { codeOf, type RoutingMarket } from './routing-market.ts'
import type { RoutingTask } from './routing-types.ts'

/** One byte per member: why it cannot take the task, or 0. Valid until the next call. */
export type Verdicts = { codes: Uint8Array; able: number; cheapest: number }

const notOwn = codeOf('NOT_OWN_RESOURCE')
const own = codeOf('OWN_RESOURCE')
const failedBefore = codeOf('FAILED_BEFORE')
const overCeiling = codeOf('OVER_CEILING')
let scratch = new Uint8Array(1_024)

/** Goes through a market for one task, in the order of queue.claim_pairs: the first reason is the one that is told. */
export function judgeMarket(
  market: RoutingMarket,
  task: RoutingTask,
  includeWaiting: boolean,
): Verdicts {
  const { price, closed, limited, waits } = market
  const size = market.members.length
  if (scratch.length < size) scratch = new Uint8Array(size * 2)
  const marks = scratch
  marks.fill(task.ownKey ? notOwn : 0, 0, size)
  for (const index of market.byOwner.get(task.userId) ?? []) marks[index] = task.ownKey ? 0 : own
  for (const id of task.excluded) {
    const index = market.at.get(id)
    if (index !== undefined && marks[index] === 0) marks[index] = failedBefore
  }
  const ceiling = task.ownKey || task.ceiling === null ? Infinity : Number(task.ceiling)
  let able = 0
  let cheapest = Infinity
  for (let index = 0; index < size; index++) {
    let code = marks[index] ?? 0
    const asked = price[index] ?? 0
    if (code === 0) code = closed[index] ?? 0
    if (code === 0 && asked > ceiling) code = overCeiling
    if (code === 0) code = limited[index] ?? 0
    if (code === 0 && !includeWaiting) code = waits[index] ?? 0
    marks[index] = code
    if (code !== 0) continue
    able++
    if (asked < cheapest) cheapest = asked
  }
  return { codes: marks, able, cheapest: task.ownKey ? 0 : cheapest }
}
