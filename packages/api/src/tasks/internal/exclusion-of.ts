import type { CreditHundredths } from '@aetherflow/db/quantities'
import type { LastingReason, PassingReason, RoutingResource, RoutingTask } from './routing-types.ts'

/** Why a resource can never take this task as things stand, or null. The same rules as queue.claim_pairs. */
export function exclusionOf(
  task: RoutingTask,
  resource: RoutingResource,
  price: CreditHundredths,
  now: Date,
): LastingReason | null {
  return (
    outsideOf(resource, task) ??
    betweenOf(resource, task) ??
    hoursOf(resource, now) ??
    (!task.ownKey && task.ceiling !== null && price > task.ceiling ? 'OVER_CEILING' : null) ??
    limitOf(resource, task.costE4)
  )
}

/** What keeps a resource away from a model, whoever asks. */
export function outsideOf(
  resource: RoutingResource,
  task: Pick<RoutingTask, 'modelId' | 'upstreamId'>,
): LastingReason | null {
  if (!resource.active) return 'RESOURCE_NOT_ACTIVE'
  if (resource.accountId === null) return 'NO_CREDENTIAL'
  return offers(resource, task) ? null : 'MODEL_NOT_OFFERED'
}

/** What lies between this task and this resource. */
function betweenOf(resource: RoutingResource, task: RoutingTask): LastingReason | null {
  const own = resource.ownerId === task.userId
  if (task.ownKey && !own) return 'NOT_OWN_RESOURCE'
  if (!task.ownKey && own) return 'OWN_RESOURCE'
  return task.excluded.includes(resource.id) ? 'FAILED_BEFORE' : null
}

export function hoursOf(resource: RoutingResource, now: Date): LastingReason | null {
  return ((resource.hoursMask >> now.getUTCHours()) & 1) === 0 ? 'CLOSED_HOURS' : null
}

/** Which of the owner's limits or the account's balance leaves too little for one call. */
export function limitOf(resource: RoutingResource, costE4: bigint): LastingReason | null {
  if (resource.dayRoomE4 < costE4) return 'DAY_LIMIT'
  if (resource.monthRoomE4 < costE4) return 'MONTH_LIMIT'
  return resource.accountE4 - costE4 < resource.floorE4 ? 'UPSTREAM_CREDITS' : null
}

/** What a resource that could take the task is waiting for at this moment, or null when it has room. */
export function waitOf(resource: RoutingResource, now: Date): PassingReason | null {
  if (resource.lockedUntil !== null && resource.lockedUntil > now) return 'RATE_LIMITED'
  if (resource.breaker === 'open' || resource.breaker === 'probing') return 'BREAKER_OPEN'
  if (resource.room <= 0) return 'RESOURCE_BUSY'
  if (resource.minuteRoom <= 0) return 'MINUTE_LIMIT'
  if (resource.accountRoom <= 0) return 'ACCOUNT_BUSY'
  if (resource.windowRoom <= 0) return 'WINDOW_LIMIT'
  return null
}

function offers(
  resource: RoutingResource,
  task: Pick<RoutingTask, 'modelId' | 'upstreamId'>,
): boolean {
  if (resource.upstreamId !== task.upstreamId) return false
  return resource.modelIds.length === 0 || resource.modelIds.includes(task.modelId)
}
