import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import type { OddServer } from '../../testing/odd-http-server.ts'
import { oddHttpServer } from '../../testing/odd-http-server.ts'
import { plainPng } from '../../testing/plain-png.ts'
import { tinyPng, tinyWebp } from '../../testing/tiny-images.ts'
import type { GenerateCall } from '../image-upstream.ts'
import { createStability } from './create-stability.ts'

const job = 'a1'.repeat(32)
const call: GenerateCall = {
  key: new Secret('sk-test-0123456789abcdef'),
  model: 'stability:upscale-creative',
  prompt: 'a lighthouse',
  outputFormat: 'png',
  inputs: { image: { bytes: plainPng(64, 64), mimeType: 'image/png', width: 64, height: 64 } },
  attemptId: '0193-attempt',
  timeoutMs: 5000,
}
type Poll = [status: number, headers: Record<string, string>, body: Buffer | string]
const running: Poll = [202, {}, JSON.stringify({ id: job, status: 'in-progress' })]
const done: Poll = [200, { 'content-type': 'image/png', seed: '9' }, tinyPng]
const error = (status: number, name: string): Poll => [
  status,
  {},
  JSON.stringify({ id: 'x', name, errors: [name] }),
]

/** Names a job, and then answers the questions about it in turn, the last one for ever. */
function vendor(...polls: Poll[]): Promise<OddServer> {
  let asked = 0
  return oddHttpServer((response, { method }) => {
    if (method === 'POST') return void response.end(JSON.stringify({ id: job }))
    const [status, headers, body] = polls[Math.min(asked, polls.length - 1)] ?? running
    asked += 1
    response.writeHead(status, headers).end(body)
  })
}
const at = (server: OddServer) => createStability({ baseUrl: server.url })
const asks = (server: OddServer) => server.seen.filter(({ method }) => method === 'GET')

describe('an asynchronous upscale', () => {
  it('asks with the key of the call for the job that was named, until it is done', async () => {
    await using server = await vendor(running, running, done)
    const named: string[] = []
    const onJob = async (name: string) => void named.push(`${name} after ${asks(server).length}`)
    expect(await at(server).generate({ ...call, onJob })).toMatchObject({ kind: 'image', seed: 9 })
    expect(named).toEqual([`${job} after 0`])
    expect(asks(server).map(({ url }) => url)).toEqual(
      Array.from({ length: 3 }, () => `/v2beta/results/${job}`),
    )
    for (const { headers } of server.seen)
      expect(headers.authorization).toBe('Bearer sk-test-0123456789abcdef')
  })

  it.each([
    ['an error of the vendor', error(500, 'internal_error')],
    ['a rate limit that is over', [429, { 'retry-after': '1' }, '{}'] satisfies Poll],
    ['a key that is refused for a moment', error(401, 'unauthorized')],
    ['a page of a proxy', [503, {}, '<h1>Please stand by</h1>'] satisfies Poll],
    ['a single denial', error(404, 'generation_not_found')],
  ])('goes on asking after %s, for the job is paid', async (_what, poll) => {
    await using server = await vendor(poll, done)
    expect(await at(server).generate(call)).toMatchObject({ kind: 'image' })
  })

  it.each([
    ['PROMPT_REFUSED', error(403, 'content_moderation')],
    ['OUTPUT_FILTERED', [200, { 'finish-reason': 'CONTENT_FILTERED' }, tinyPng] satisfies Poll],
    ['INVALID_ANSWER', [200, { 'content-type': 'text/html' }, 'sorry'] satisfies Poll],
    ['INVALID_ANSWER', [200, { 'content-type': 'image/webp' }, tinyWebp] satisfies Poll],
    ['INVALID_ANSWER', error(404, 'generation_not_found')],
  ])('ends as %s when the vendor says so', async (code, poll) => {
    await using server = await vendor(poll)
    expect(await at(server).generate(call)).toMatchObject({ kind: 'refused', code })
  })

  it('is unknown when the name cannot be kept, and nobody asks', async () => {
    await using server = await vendor(done)
    const onJob = () => Promise.reject(new Error('the database is away'))
    expect(await at(server).generate({ ...call, onJob })).toEqual({
      kind: 'unknown',
      reason: 'connection-lost',
    })
    expect(asks(server)).toEqual([])
  })

  it.each([
    '{}',
    '{"id":7}',
    '{"id":"../x"}',
    '{"id":"short"}',
    'sorry',
    `{"id":"${'a'.repeat(129)}"}`,
  ])('is no job when it is named %j', async (body) => {
    await using server = await oddHttpServer((response) => response.end(body))
    const named: string[] = []
    const onJob = async (name: string) => void named.push(name)
    expect(await at(server).generate({ ...call, onJob })).toMatchObject({
      kind: 'refused',
      code: 'INVALID_ANSWER',
    })
    expect(named).toEqual([])
    expect(server.seen).toHaveLength(1)
  })
})

describe('a resumed upscale', () => {
  it('takes the picture in whatever format it was asked for, and begins nothing', async () => {
    await using server = await vendor([200, { 'content-type': 'image/webp' }, tinyWebp])
    const upstream = at(server)
    const resumed = { key: call.key, model: call.model, job, attemptId: 'a', timeoutMs: 5000 }
    expect(await upstream.resume?.(resumed)).toMatchObject({
      kind: 'image',
      mimeType: 'image/webp',
    })
    expect(server.seen.map(({ method }) => method)).toEqual(['GET'])
  })
})
