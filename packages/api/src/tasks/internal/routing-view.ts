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
// Records steer, they do not permit: they are not read with every claim, and with many resources more seldom.
const RECORDS_AGE_MS = { small: 1_000, large: 10_000 }
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

// One per process, by the vault keys it asks for: web and worker each propose from their own, and the claim decides.
const held = new WeakMap<Deps, Map<string, Held>>()
const heldRecords = new WeakMap<Deps, HeldRecords>()

/**
 * What is on offer, about a second old at most; concurrent callers share one reading. With the ids of vault keys, what is
 * sealed to another one is not there: whoever asks could not open it.
 */
export function routingView(
  deps: Deps,
  vaultKeyIds: readonly string[] | null = null,
): Promise<RoutingView> {
  const views = held.get(deps) ?? new Map<string, Held>()
  held.set(deps, views)
  const key = vaultKeyIds?.join(' ') ?? ''
  const found = views.get(key)
  if (found !== undefined && performance.now() - found.readAt < ageOf(found)) return found.view
  const size = found?.known?.resources.length ?? 0
  const readAt = performance.now()
  const view = readView(deps, size, vaultKeyIds)
  const reading: Held = { view, known: null, readAt, readingMs: 0 }
  views.set(key, reading)
  view.then(
    (read) => {
      reading.known = read
      reading.readingMs = performance.now() - readAt
    },
    () => views.delete(key),
  )
  return view
}

/** Counters moved: the next caller reads anew, unless the market is so large that it waits for its second. */
export function forgetRoutingView(deps: Deps): void {
  const views = held.get(deps)
  for (const [key, found] of views ?? []) if (!isLarge(found)) views?.delete(key)
}

/** For tests: what was recorded behind the verbs' backs is read as well. */
export function forgetRoutingRecords(deps: Deps): void {
  heldRecords.delete(deps)
}

export type Taken = { resourceId: string; costE4: bigint }

/** After a claim: what it took is taken from the view, and what refused it is left alone until the next reading. */
export function noteClaims(deps: Deps, taken: readonly Taken[], refused: readonly string[]): void {
  const views = held.get(deps)
  for (const [key, found] of views ?? []) {
    if (isLarge(found) && found.known !== null) correct(found.known, taken, refused)
    else views?.delete(key)
  }
}

function correct(view: RoutingView, taken: readonly Taken[], refused: readonly string[]): void {
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

const isLarge = ({ known }: Held): boolean => (known?.resources.length ?? 0) >= LARGE

async function readView(
  deps: Deps,
  lastSize: number,
  vaultKeyIds: readonly string[] | null,
): Promise<RoutingView> {
  const { sql } = deps
  const [snapshot, models] = await Promise.all([
    readRoutingSnapshot(sql, routingRecords(deps, lastSize), vaultKeyIds),
    readCatalogue(sql),
  ])
  return { ...snapshot, models: new Map(models.map((model) => [model.id, model])) }
}

function routingRecords(deps: Deps, lastSize: number): Promise<Records> {
  const found = heldRecords.get(deps)
  const ageMs = lastSize >= LARGE ? RECORDS_AGE_MS.large : RECORDS_AGE_MS.small
  if (found !== undefined && performance.now() - found.readAt < ageMs) return found.records
  const records = readRoutingRecords(deps.sql)
  heldRecords.set(deps, { records, readAt: performance.now() })
  records.catch(() => heldRecords.delete(deps))
  return records
}
