import { describe, expect, it } from 'vitest'
import { blameOf } from './image-upstream.ts'
import { createStability } from './stability/create-stability.ts'
import { createUpstreams, simulatedAddresses, upstreamConstructors } from './upstreams.ts'

describe('the catalogue', () => {
  it('names each upstream by its id and its canonical host, whatever address it calls', () => {
    const upstreams = createUpstreams({ baseUrls: simulatedAddresses('http://127.0.0.1:3001') })
    expect([...upstreams.keys()]).toEqual(Object.keys(upstreamConstructors))
    for (const [id, upstream] of upstreams) {
      expect(upstream.id).toBe(id)
      expect(upstream.host).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
    }
    expect(upstreams.get('stability')?.host).toBe('api.stability.ai')
  })

  it('has model ids that begin with their upstream and are unique', () => {
    const ids = [...createUpstreams().values()].flatMap((upstream) =>
      upstream.models.map((model) => {
        expect(model.id).toMatch(/^[a-z]+:[a-z0-9.:-]+$/)
        expect(model.id.startsWith(`${upstream.id}:`)).toBe(true)
        return model.id
      }),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('can ask again about every model whose vendor names its jobs', () => {
    for (const upstream of createUpstreams().values()) {
      const hasJobs = upstream.models.some((model) => model.callClass === 'job-id')
      expect(upstream.resume !== null, upstream.id).toBe(hasJobs)
    }
  })

  it('gives every model a price, a source, a deadline and words in both languages', () => {
    for (const { models } of createUpstreams().values()) {
      for (const { id, costE4, source, callTimeoutMs, capability } of models) {
        expect(costE4 >= 0n, id).toBe(true)
        expect(source.length, id).toBeGreaterThan(10)
        expect(callTimeoutMs, id).toBeLessThanOrEqual(600_000)
        expect(Object.keys(capability.sizes), id).toEqual(capability.aspectRatios)
        for (const { label } of capability.options)
          expect(label.en !== '' && /\p{Script=Han}/u.test(label.zh), id).toBe(true)
      }
    }
  })

  it.each([
    ['nobody', 'http://127.0.0.1:1'],
    ['stability', 'https://evil.example'],
    ['stability', ''],
  ])('refuses %s at %j', (id, address) => {
    expect(() => createUpstreams({ baseUrls: { [id]: address } })).toThrow(TypeError)
  })

  it('refuses an upstream that is listed under another name', () => {
    expect(() => createUpstreams({ constructors: { other: createStability } })).toThrow(TypeError)
  })
})

describe('blame', () => {
  it('never falls on the provider for what the consumer asked', () => {
    const consumers = Object.entries(blameOf).filter(([, blame]) => blame === 'consumer')
    expect(consumers.map(([code]) => code).toSorted()).toEqual([
      'BAD_REQUEST',
      'LANGUAGE_UNSUPPORTED',
      'OUTPUT_FILTERED',
      'OUTPUT_TOO_LARGE',
      'PAYLOAD_TOO_LARGE',
      'PROMPT_REFUSED',
      'PUBLIC_FIGURE',
    ])
  })
})
