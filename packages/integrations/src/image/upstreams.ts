import { createBfl } from './bfl/create-bfl.ts'
import { createDashscope } from './dashscope/create-dashscope.ts'
import { createGemini } from './gemini/create-gemini.ts'
import type { ImageUpstream } from './image-upstream.ts'
import { createOpenai } from './openai/create-openai.ts'
import { createReplicate } from './replicate/create-replicate.ts'
import { createFal } from './fal/create-fal.ts'
import { createStability } from './stability/create-stability.ts'
import { createZhipu } from './zhipu/create-zhipu.ts'

/** Makes an adapter; `baseUrl` is the simulator's address instead of the vendor's (demo and test; loopback only). */
export type UpstreamConstructor = (options: { baseUrl?: string }) => ImageUpstream

/** Every upstream that Aetherflow can call, by id: a new one is one line here. */
export const upstreamConstructors: Readonly<Record<string, UpstreamConstructor>> = {
  stability: createStability,
  bfl: createBfl,
  fal: createFal,
  replicate: createReplicate,
  openai: createOpenai,
  gemini: createGemini,
  zhipu: createZhipu,
  dashscope: createDashscope,
}

/**
 * The catalogue by upstream id. It is code, not rows, so that nobody can make a worker send keys to a new host by
 * writing to the database.
 * @param options.baseUrls replaces upstreams' addresses by the simulator's (demo and test only; loopback)
 * @param options.constructors default all that we have
 * @throws TypeError for an unknown upstream id or an address that is neither the upstream's nor loopback
 */
export function createUpstreams(
  options: {
    baseUrls?: Readonly<Record<string, string>>
    constructors?: Readonly<Record<string, UpstreamConstructor>>
  } = {},
): ReadonlyMap<string, ImageUpstream> {
  const { baseUrls = {}, constructors = upstreamConstructors } = options
  const unknown = Object.keys(baseUrls).filter((id) => !Object.hasOwn(constructors, id))
  if (unknown.length > 0) throw new TypeError(`upstreams: no upstream named ${unknown.join(', ')}`)
  return new Map(
    Object.entries(constructors).map(([id, create]) => {
      const baseUrl = baseUrls[id]
      const upstream = create(baseUrl === undefined ? {} : { baseUrl })
      if (upstream.id !== id) throw new TypeError(`upstreams: ${id} calls itself ${upstream.id}`)
      return [id, upstream]
    }),
  )
}

/** Where the simulator stands in for each upstream: below its own address, by id. */
export function simulatedAddresses(simulatorUrl: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(upstreamConstructors).map((id) => [id, `${simulatorUrl}/${id}`]),
  )
}
