import type { ImageUpstream } from './image-upstream.ts'
import { createStability } from './stability/create-stability.ts'

/**
 * The catalogue: every upstream that Aetherflow can call, by id. It is code, not rows, so that nobody can
 * make a worker send keys to a new host by writing to the database.
 * @param options.baseUrls replaces an upstream's address by the simulator's (demo and test only; loopback)
 * @throws TypeError for an unknown upstream id or an address that is neither the upstream's nor loopback
 */
export function createUpstreams(
  options: { baseUrls?: Readonly<Record<string, string>> } = {},
): ReadonlyMap<string, ImageUpstream> {
  const baseUrls = options.baseUrls ?? {}
  const stabilityUrl = baseUrls['stability']
  const upstreams = [createStability(stabilityUrl === undefined ? {} : { baseUrl: stabilityUrl })]
  const catalogue = new Map<string, ImageUpstream>(
    upstreams.map((upstream) => [upstream.id, upstream]),
  )
  const unknown = Object.keys(baseUrls).filter((id) => !catalogue.has(id))
  if (unknown.length > 0) throw new TypeError(`upstreams: no upstream named ${unknown.join(', ')}`)
  return catalogue
}
