import type { Statement } from '@aetherflow/db/sql'
import type { Deps } from '../../deps.ts'
import { waitOf } from './exclusion-of.ts'
import { roomFor } from './models-with-room.ts'
import { routingPolicy } from './routing-policy.ts'
import { type RoutingView, routingView } from './routing-view.ts'
import { latencyOf } from './score-of.ts'
import type { TaskRow } from './task-rows.ts'

/** When an image is expected: an interval that four of five should fall into, and its middle. */
export type ExpectedTime = {
  from: Date
  to: Date
  pointMs: number
  lowMs: number
  highMs: number
}
type Waiting = Pick<TaskRow, 'id' | 'modelId' | 'status' | 'ahead' | 'startedAt' | 'waitsFor'>
/** How a model does at this moment: a call's usual time, calls side by side, and free places. */
type Pace = { serviceMs: number; slots: number; room: number }
/** How much sooner and later than the middle images really came. */
type Ratios = { low: number; high: number }

const read: Statement = {
  name: 'tasks_eta_ratios',
  text: `SELECT model_id AS "modelId", low_ratio AS low, high_ratio AS high, weight FROM eta_records LIMIT 500`,
}

const RATIOS_AGE_MS = 10_000
/** Until enough was measured; counts as so many deliveries. */
const assumed = { low: 0.4, high: 3, weight: 5 }
/** Claim, storing and settling around the call itself. */
const AROUND_MS = 400
/** `ahead` is counted up to here; further back nobody can say. */
const FARTHEST = 30

const held = new WeakMap<Deps, { ratios: Promise<ReadonlyMap<string, Ratios>>; readAt: number }>()
const paces = new WeakMap<RoutingView, Map<string, Pace>>()

/** For each unfinished task of these when its image is expected; those that nothing can be said of are left out. */
export async function expectedTimes(
  deps: Deps,
  rows: readonly Waiting[],
): Promise<ReadonlyMap<string, ExpectedTime>> {
  const waiting = rows.filter(({ status }) => status === 'pending' || status === 'processing')
  if (waiting.length === 0) return new Map()
  const [view, ratios] = await Promise.all([routingView(deps), ratiosOf(deps)])
  const nowMs = deps.clock.now().getTime()
  const expected = new Map<string, ExpectedTime>()
  for (const row of waiting) {
    const time = expectedTime(
      row,
      paceOf(view, row.modelId),
      ratios.get(row.modelId) ?? assumed,
      nowMs,
    )
    if (time !== null) expected.set(row.id, time)
  }
  return expected
}

/** Pure. A queued task waits for those ahead to pass through the slots; a call under way counts from its start. */
export function expectedTime(
  row: Waiting,
  { serviceMs, slots, room }: Pace,
  { low, high }: Ratios,
  nowMs: number,
): ExpectedTime | null {
  const queued = row.status === 'pending'
  if (queued && (slots === 0 || row.ahead === null || row.ahead >= FARTHEST)) return null
  // Those who offer the model cannot take this one: dearer than its ceiling, spent, or closed.
  if (queued && row.waitsFor === 'NO_CANDIDATE') return null
  const before = queued ? Math.max(0, (row.ahead ?? 0) + 1 - room) : 0
  const middleMs = (before * serviceMs) / Math.max(1, slots) + serviceMs + AROUND_MS
  const startMs = queued ? nowMs : (row.startedAt?.getTime() ?? nowMs)
  const fromMs = Math.max(nowMs, startMs + middleMs * low)
  const toMs = Math.max(fromMs, startMs + middleMs * high)
  return {
    from: new Date(fromMs),
    to: new Date(toMs),
    pointMs: Math.max(1, Math.round(startMs + middleMs - nowMs)),
    lowMs: Math.round(fromMs - nowMs),
    highMs: Math.round(toMs - nowMs),
  }
}

function paceOf(view: RoutingView, modelId: string): Pace {
  const known = paces.get(view) ?? new Map<string, Pace>()
  paces.set(view, known)
  const found = known.get(modelId)
  if (found !== undefined) return found
  const pace = measurePace(view, modelId)
  known.set(modelId, pace)
  return pace
}

function measurePace(view: RoutingView, modelId: string): Pace {
  const upstreamId = view.models.get(modelId)?.upstreamId ?? ''
  let slots = 0
  let weights = 0
  let logs = 0
  for (const resource of view.resources) {
    if (!resource.active || resource.accountId === null || resource.upstreamId !== upstreamId)
      continue
    if (resource.modelIds.length > 0 && !resource.modelIds.includes(modelId)) continue
    const record = resource.records.get(modelId)
    if (record !== undefined && record.delivered > 0) {
      weights += record.delivered
      logs += record.delivered * Math.log(latencyOf(record).p50Ms)
    }
    const wait = waitOf(resource, view.now)
    // Busy is what slots are; shut or locked gives nobody a turn.
    if (wait !== 'BREAKER_OPEN' && wait !== 'RATE_LIMITED') slots += resource.concurrencyLimit
  }
  const serviceMs = weights === 0 ? routingPolicy.priorP50Ms : Math.exp(logs / weights)
  return { serviceMs, slots, room: roomFor(view, modelId, upstreamId) }
}

function ratiosOf(deps: Deps): Promise<ReadonlyMap<string, Ratios>> {
  const found = held.get(deps)
  const nowMs = deps.clock.now().getTime()
  if (found !== undefined && nowMs - found.readAt < RATIOS_AGE_MS) return found.ratios
  const ratios = readRatios(deps)
  held.set(deps, { ratios, readAt: nowMs })
  ratios.catch(() => held.delete(deps))
  return ratios
}

async function readRatios({ sql }: Deps): Promise<ReadonlyMap<string, Ratios>> {
  const rows = await sql.query<{ modelId: string; low: number; high: number; weight: number }>(
    read,
    [],
  )
  return new Map(
    rows.map(({ modelId, low, high, weight }) => [
      modelId,
      { low: blended(low, assumed.low, weight), high: blended(high, assumed.high, weight) },
    ]),
  )
}

// Ratios meet in the middle of their logarithms; few measurements leave the assumption mostly alone.
function blended(measured: number, prior: number, weight: number): number {
  if (measured <= 0) return prior
  return prior * (measured / prior) ** (weight / (weight + assumed.weight))
}
