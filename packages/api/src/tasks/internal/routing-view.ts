import type { Deps } from '../../deps.ts'
import { type CatalogueModel, readCatalogue } from './catalogue.ts'
import { refreshMarkets } from './routing-market.ts'
import {
  readRoutingRecords,
  readRoutingSnapshot,
  type Records,
  type RoutingSnapshot,
} from './routing-snapshot.ts'

const MAX_AGE_MS = 1_000
/** Reading takes at most a sixth of the time: a view that was slow to read is kept for five times as long. */
const AGE_OVER_READING = 5
// Records steer, they do not permit: with many resources they are read more seldom.
const RECORDS_AGE_MS = 10_000
/** Reading so many takes tens of milliseconds: then a view is kept for its second and corrected by what we claim. */
const LARGE = 1_000

export type RoutingView = RoutingSnapshot & { models: ReadonlyMap<string, CatalogueModel> }
type Held = {
  view: Promise<RoutingView>
  known: RoutingView | null
  readAt: number
  /** Zero until it has been read. */
  readingMs: number
}
type HeldRecords = { records: Promise<Records>; readAt: number }

// One per process: web and worker each propose from their own, and the claim decides.
const held = new WeakMap<Deps, Held>()
const heldRecords = new WeakMap<Deps, HeldRecords>()

/** What is on offer, about a second old at most; concurrent callers share one reading. */
export function routingView(deps: Deps): Promise<RoutingView> {
  const found = held.get(deps)
  if (found !== undefined && performance.now() - found.readAt < ageOf(found)) return found.view
  const size = found?.known?.resources.length ?? 0
  const readAt = performance.now()
  const reading: Held = { view: readView(deps, size), known: null, readAt, readingMs: 0 }
  held.set(deps, reading)
  reading.view.then(
    (view) => {
      reading.known = view
      reading.readingMs = performance.now() - readAt
    },
    () => held.delete(deps),
  )
  return reading.view
}

/** Counters moved: the next caller reads anew, unless the market is so large that it waits for its second. */
export function forgetRoutingView(deps: Deps): void {
  if (!isLarge(held.get(deps))) held.delete(deps)
}

export type Taken = { resourceId: string; costE4: bigint }

/** After a claim: what it took is taken from the view, and what refused it is left alone until the next reading. */
export function noteClaims(deps: Deps, taken: readonly Taken[], refused: readonly string[]): void {
  const found = held.get(deps)
  const view = found?.known
  if (!isLarge(found) || view === null || view === undefined) return void held.delete(deps)
  const byId = new Map(view.resources.map((resource) => [resource.id, resource]))
  for (const id of refused) {
    const resource = byId.get(id)
    if (resource !== undefined) resource.room = 0
    refreshMarkets(view.resources, id)
  }
  for (const { resourceId, costE4 } of taken) {
    const resource = byId.get(resourceId)
    if (resource === undefined) continue
    resource.room -= 1
    resource.minuteRoom -= 1
    resource.dayRoomE4 -= costE4
    resource.monthRoomE4 -= costE4
    if (resource.breaker === 'half-open') resource.breaker = 'probing'
    for (const other of view.resources) {
      if (other.accountId === null || other.accountId !== resource.accountId) continue
      other.accountRoom -= 1
      other.windowRoom -= 1
      other.accountE4 -= costE4
      refreshMarkets(view.resources, other.id)
    }
  }
}

const ageOf = ({ known, readingMs }: Held): number =>
  known === null
    ? MAX_AGE_MS * AGE_OVER_READING
    : Math.max(MAX_AGE_MS, readingMs * AGE_OVER_READING)

const isLarge = (found: Held | undefined): boolean =>
  found !== undefined && (found.known?.resources.length ?? 0) >= LARGE

async function readView(deps: Deps, lastSize: number): Promise<RoutingView> {
  const { sql } = deps
  const [snapshot, models] = await Promise.all([
    routingRecords(deps, lastSize).then((records) => readRoutingSnapshot(sql, records)),
    readCatalogue(sql),
  ])
  return { ...snapshot, models: new Map(models.map((model) => [model.id, model])) }
}

function routingRecords(deps: Deps, lastSize: number): Promise<Records> {
  const found = heldRecords.get(deps)
  const fresh = found !== undefined && performance.now() - found.readAt < RECORDS_AGE_MS
  if (fresh && lastSize >= LARGE) return found.records
  const records = readRoutingRecords(deps.sql)
  heldRecords.set(deps, { records, readAt: performance.now() })
  records.catch(() => heldRecords.delete(deps))
  return records
}
