import type { Statement } from '@aetherflow/db/sql'
import type { Deps } from '../../deps.ts'
import { judgeMarket } from './judge-market.ts'
import { marketOf, reasonCodes, type RoutingMarket } from './routing-market.ts'
import { routingPolicy } from './routing-policy.ts'
import type { Proposal } from './propose.ts'
import type { RoutingResource } from './routing-types.ts'
import { scoreOf } from './score-of.ts'

const append: Statement = {
  name: 'tasks_append_skips',
  text: 'SELECT queue.append_skips($1::jsonb)',
}

type Count = { count: number; gapSum: number; priceSum: number; priced: number }
// Counted in memory and written every few seconds: a row per resource and task would be the market times itself.
const counted = new WeakMap<Deps, Map<string, Map<string, Count>>>()
// What a single writing may hold; the rest waits for the next one.
const MAX_ROWS = 5_000

/** Notes, for a task that was given to somebody, what became of every other resource that offers its model. */
export function countSkips(
  deps: Deps,
  proposal: Proposal,
  resources: readonly RoutingResource[],
  chosen: string,
): void {
  const { task, now, waiting } = proposal
  const market = marketOf(resources, task, now)
  const verdicts = judgeMarket(market, task, waiting)
  const weight = routingPolicy.weights[task.preference]
  const scoreAt = (index: number) =>
    scoreOf(
      weight,
      verdicts.cheapest,
      task.ownKey ? 0 : (market.price[index] ?? 0),
      market.success[index] ?? 0,
      market.speed[index] ?? 0,
    )
  const winner = market.at.get(chosen)
  const won = winner === undefined ? null : scoreAt(winner)
  for (const [index, { id }] of market.members.entries()) {
    const reason = reasonCodes[verdicts.codes[index] ?? 0] ?? null
    if (index === winner) add(deps, id, 'CHOSEN')
    else if (reason !== null) add(deps, id, reason)
    else if (won !== null) {
      const gap = Math.max(0, won - scoreAt(index))
      const price = winningPrice(market, index, { gap, weight: weight.price, ...verdicts })
      add(deps, id, 'OUTSCORED', gap, task.ownKey ? null : atPriceE4(price, task.costE4))
    }
  }
}

/** The price, in hundredths, at which it would have drawn level if all else had stayed as it was. */
function winningPrice(
  market: RoutingMarket,
  index: number,
  { gap, weight, cheapest }: { gap: number; weight: number; cheapest: number },
): number | null {
  const part = cheapest / (market.price[index] ?? 1) + gap / weight
  // Beyond 1 it would have to be cheaper than the cheapest, and then the others' part falls as well.
  return part <= 1 ? cheapest / part : null
}

/** The resource's price per upstream credit that makes this price of an image. */
function atPriceE4(price: number | null, costE4: bigint): number | null {
  return price === null || costE4 === 0n ? null : Math.floor((price * 1e6) / Number(costE4))
}

function add(deps: Deps, resource: string, reason: string, gap = 0, price: number | null = null) {
  const resources = counted.get(deps) ?? new Map<string, Map<string, Count>>()
  counted.set(deps, resources)
  const reasons = resources.get(resource) ?? new Map<string, Count>()
  resources.set(resource, reasons)
  const known = reasons.get(reason) ?? { count: 0, gapSum: 0, priceSum: 0, priced: 0 }
  reasons.set(reason, known)
  known.count += 1
  known.gapSum += gap
  known.priceSum += price ?? 0
  known.priced += price === null ? 0 : 1
}

/** Writes what was counted since the last time. It only explains, so a failure is logged and forgotten. */
export async function writeSkips(deps: Deps): Promise<void> {
  const resources = counted.get(deps)
  if (resources === undefined || resources.size === 0) return
  const rows: unknown[] = []
  for (const [resource, reasons] of resources) {
    if (rows.length >= MAX_ROWS) break
    for (const [reason, count] of reasons) rows.push({ resource, reason, ...count })
    resources.delete(resource)
  }
  try {
    await deps.sql.query(append, [JSON.stringify(rows)])
  } catch (error) {
    deps.log.warn({ err: error }, 'reasons of passed-over resources were not written')
  }
}
