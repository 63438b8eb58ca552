import { randomUUID } from 'node:crypto'
import { creditHundredths } from '@aetherflow/db/quantities'
import type { RoutingResource, RoutingTask } from '../internal/routing-types.ts'

/** For tests: a resource that can take the sample task. */
export function sampleResource(changes: Partial<RoutingResource> = {}): RoutingResource {
  return {
    id: randomUUID(),
    ownerId: randomUUID(),
    upstreamId: 'stability',
    accountId: randomUUID(),
    active: true,
    priceE4: 10_000n,
    modelIds: [],
    hoursMask: 2 ** 24 - 1,
    floorE4: 0n,
    dayRoomE4: 100_000_000n,
    monthRoomE4: 1_000_000_000n,
    accountE4: 10_000_000n,
    room: 5,
    minuteRoom: 60,
    accountRoom: 20,
    windowRoom: 140,
    lockedUntil: null,
    breaker: 'closed',
    concurrencyLimit: 5,
    records: new Map(),
    ...changes,
  }
}

/** For tests: one image by a model that costs 3 upstream credits. */
export function sampleTask(changes: Partial<RoutingTask> = {}): RoutingTask {
  return {
    id: randomUUID(),
    userId: randomUUID(),
    modelId: 'stability:core',
    upstreamId: 'stability',
    ownKey: false,
    preference: 'balanced',
    costE4: 30_000n,
    ceiling: creditHundredths(1_000n),
    excluded: [],
    ...changes,
  }
}
