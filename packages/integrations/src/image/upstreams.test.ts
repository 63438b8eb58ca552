import { describe, expect, it } from 'vitest'
import { blameOf } from './image-upstream.ts'
import { createUpstreams } from './upstreams.ts'

describe('the catalogue', () => {
  it('names each upstream by its id and its canonical host, whatever address it calls', () => {
    const upstreams = createUpstreams({
      baseUrls: { stability: 'http://127.0.0.1:3001/stability' },
    })
    expect([...upstreams.keys()]).toEqual(['stability'])
    for (const [id, upstream] of upstreams) expect(upstream.id).toBe(id)
    expect(upstreams.get('stability')?.host).toBe('api.stability.ai')
  })

  it('has model ids that begin with their upstream and are unique', () => {
    const ids = [...createUpstreams().values()].flatMap((upstream) =>
      upstream.models.map((model) => {
        expect(model.id.startsWith(`${upstream.id}:`)).toBe(true)
        return model.id
      }),
    )
    expect(new Set(ids).size).toBe(ids.length)
  })

  it.each([
    ['replicate', 'http://127.0.0.1:1'],
    ['stability', 'https://evil.example'],
    ['stability', ''],
  ])('refuses %s at %j', (id, address) => {
    expect(() => createUpstreams({ baseUrls: { [id]: address } })).toThrow(TypeError)
  })
})

describe('blame', () => {
  it('never falls on the provider for what the consumer asked', () => {
    const consumers = Object.entries(blameOf).filter(([, blame]) => blame === 'consumer')
    expect(consumers.map(([code]) => code).toSorted()).toEqual([
      'BAD_REQUEST',
      'LANGUAGE_UNSUPPORTED',
      'OUTPUT_FILTERED',
      'PAYLOAD_TOO_LARGE',
      'PROMPT_REFUSED',
      'PUBLIC_FIGURE',
    ])
  })
})
