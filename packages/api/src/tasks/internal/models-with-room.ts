import { waitOf } from './exclusion-of.ts'
import type { RoutingView } from './routing-view.ts'

export type ModelRoom = { modelId: string; room: number }

/** The models that somebody could run at this moment, and for how many tasks at most. */
export function modelsWithRoom(view: RoutingView, limit: number): ModelRoom[] {
  const rooms: ModelRoom[] = []
  for (const { id, upstreamId } of view.models.values()) {
    const room = roomFor(view, id, upstreamId)
    if (room > 0) rooms.push({ modelId: id, room: Math.min(room, limit) })
  }
  return rooms
}

/** For how many tasks of a model there is room: an account's places are shared by the resources behind it. */
export function roomFor(view: RoutingView, modelId: string, upstreamId: string): number {
  const accounts = new Map<string, { left: number; asked: number }>()
  for (const resource of view.resources) {
    const { accountId } = resource
    if (!resource.active || accountId === null || resource.upstreamId !== upstreamId) continue
    if (resource.modelIds.length > 0 && !resource.modelIds.includes(modelId)) continue
    if (waitOf(resource, view.now) !== null) continue
    const room = resource.breaker === 'half-open' ? 1 : Math.min(resource.room, resource.minuteRoom)
    const left = Math.min(resource.accountRoom, resource.windowRoom)
    const asked = (accounts.get(accountId)?.asked ?? 0) + room
    accounts.set(accountId, { left, asked })
  }
  return [...accounts.values()].reduce((sum, { left, asked }) => sum + Math.min(left, asked), 0)
}
