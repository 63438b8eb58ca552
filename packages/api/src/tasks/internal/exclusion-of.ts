import type { CreditHundredths } from '@aetherflow/db/quantities'
import type { LastingReason, PassingReason, RoutingResource, RoutingTask } from './routing-types.ts'

/** Why a resource can never take this task as things stand, or null. The same rules as queue.claim_pairs. */
export function exclusionOf(
  task: RoutingTask,
  resource: RoutingResource,
  price: CreditHundredths,
  now: Date,
): LastingReason | null {
  if (!resource.active) return 'RESOURCE_NOT_ACTIVE'
  if (resource.accountId === null) return 'NO_CREDENTIAL'
  if (!offers(resource, task)) return 'MODEL_NOT_OFFERED'
  const own = resource.ownerId === task.userId
  if (task.ownKey && !own) return 'NOT_OWN_RESOURCE'
  if (!task.ownKey && own) return 'OWN_RESOURCE'
  if (task.excluded.includes(resource.id)) return 'FAILED_BEFORE'
  if (((resource.hoursMask >> now.getUTCHours()) & 1) === 0) return 'CLOSED_HOURS'
  if (!task.ownKey && task.ceiling !== null && price > task.ceiling) return 'OVER_CEILING'
  if (resource.dayRoomE4 < task.costE4) return 'DAY_LIMIT'
  if (resource.monthRoomE4 < task.costE4) return 'MONTH_LIMIT'
  if (resource.accountE4 - task.costE4 < resource.floorE4) return 'UPSTREAM_CREDITS'
  return null
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

function offers(resource: RoutingResource, task: RoutingTask): boolean {
  if (resource.upstreamId !== task.upstreamId) return false
  return resource.modelIds.length === 0 || resource.modelIds.includes(task.modelId)
}
