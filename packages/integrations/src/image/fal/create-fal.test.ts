import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { oddHttpServer, type OddServer } from '../../testing/odd-http-server.ts'
import { tinyPng } from '../../testing/tiny-images.ts'
import type { GenerateCall } from '../image-upstream.ts'
import { createFal } from './create-fal.ts'

const key = new Secret('0f1e2d3c-4b5a-4697-8899-aabbccddeeff:99887766554433221100ffeeddccbbaa')
const id = '764cabcf-b745-4b3e-ae38-1200304cf45b'
const call: GenerateCall = {
  key,
  model: 'fal:flux-dev',
  prompt: 'a lighthouse at dawn',
  aspectRatio: '4:3',
  outputFormat: 'png',
  attemptId: '0193-attempt',
  timeoutMs: 5000,
}
const at = (server: OddServer) => createFal({ baseUrl: `${server.url}/fal` })

type Said = { status?: object; result?: object; resultStatus?: number }

/** Takes one request, completes it at once, and answers its result as the test says. */
const vendor = ({ status = {}, result = {}, resultStatus = 200 }: Said = {}) =>
  oddHttpServer((response, { method, url, headers }) => {
    const picture = { url: `http://${headers.host ?? ''}/picture.png` }
    if (method === 'POST') response.end(JSON.stringify({ request_id: id, status: 'IN_QUEUE' }))
    else if (url.endsWith('/status'))
      response.end(JSON.stringify({ status: 'COMPLETED', request_id: id, ...status }))
    else if (url === `/fal/fal-ai/flux/requests/${id}`)
      response
        .writeHead(resultStatus)
        .end(JSON.stringify({ images: [picture], seed: 3, has_nsfw_concepts: [false], ...result }))
    else response.writeHead(200, { 'content-type': 'image/png' }).end(tinyPng)
  })

describe('drawing', () => {
  it('queues without the queue’s own retries, asks by owner and alias, and fetches without the key', async () => {
    await using server = await vendor()
    const options = { guidance_scale: 4, num_inference_steps: 30 }
    expect(await at(server).generate({ ...call, options })).toMatchObject({
      kind: 'image',
      seed: 3,
      upstreamRequestId: id,
      costE4: null,
    })
    const [asked, status, result, fetched] = server.seen
    expect(asked?.url).toBe('/fal/fal-ai/flux/dev')
    expect(asked?.headers).toMatchObject({
      authorization: `Key ${key.reveal()}`,
      'x-fal-no-retry': '1',
      'x-client-request-id': '0193-attempt',
    })
    expect(JSON.parse(asked?.body.toString() ?? '')).toEqual({
      prompt: 'a lighthouse at dawn',
      image_size: { width: 1152, height: 896 },
      num_images: 1,
      enable_safety_checker: true,
      output_format: 'png',
      guidance_scale: 4,
      num_inference_steps: 30,
    })
    expect(status?.url).toBe(`/fal/fal-ai/flux/requests/${id}/status`)
    expect(result?.url).toBe(`/fal/fal-ai/flux/requests/${id}`)
    expect(fetched?.url).toBe('/picture.png')
    expect(fetched?.headers).not.toHaveProperty('authorization')
  })

  it('does not deliver the black picture of a flagged prompt', async () => {
    await using server = await vendor({ result: { has_nsfw_concepts: [true] } })
    expect(await at(server).generate(call)).toMatchObject({ code: 'OUTPUT_FILTERED' })
    expect(server.seen).toHaveLength(3)
  })

  const error = (type: string) => ({ detail: [{ loc: ['body'], msg: 'words', type }] })
  it.each([
    [422, 'content_policy_violation', 'PROMPT_REFUSED'],
    [422, 'value_error', 'BAD_REQUEST'],
    [500, 'internal_server_error', 'UPSTREAM_ERROR'],
  ])('ends when the model answers %i %s', async (resultStatus, type, code) => {
    await using server = await vendor({ resultStatus, result: error(type) })
    expect(await at(server).generate(call)).toMatchObject({ code, upstreamRequestId: id })
  })

  it.each([400, 401, 403, 429, 500, 502, 503])(
    'goes on asking when the gateway answers a completed request with %i: the picture is there',
    async (status) => {
      let asked = 0
      await using server = await oddHttpServer((response, { method, url, headers }) => {
        const images = [{ url: `http://${headers.host ?? ''}/picture.png` }]
        if (method === 'POST') response.end(JSON.stringify({ request_id: id }))
        else if (url.endsWith('/status')) response.end(JSON.stringify({ status: 'COMPLETED' }))
        else if (url.endsWith('.png')) response.end(tinyPng)
        else if ((asked += 1) === 1)
          response.writeHead(status, { 'retry-after': '1' }).end('{"detail":"not now"}')
        else response.end(JSON.stringify({ images }))
      })
      expect(await at(server).generate(call)).toMatchObject({ kind: 'image' })
    },
  )

  it.each([
    ['no picture', { images: [] }],
    ['two pictures', { images: [{ url: 'http://127.0.0.1/a' }, { url: 'http://127.0.0.1/b' }] }],
    ['an address elsewhere', { images: [{ url: 'http://169.254.169.254/latest' }] }],
    ['something else', { images: 'none' }],
  ])('takes a result with %s for no answer at all', async (_what, result) => {
    await using server = await vendor({ result })
    expect(await at(server).generate(call)).toMatchObject({ code: 'INVALID_ANSWER' })
    expect(server.seen).toHaveLength(3)
  })
})

describe('checking a key', () => {
  const answering = (status: number, body: string) =>
    oddHttpServer((response) => response.writeHead(status).end(body))

  it.each([
    [404, '{"detail":"Request not found"}', { kind: 'valid', balanceE4: null, accountRef: null }],
    [404, '<html>not found</html>', { kind: 'refused', code: 'UPSTREAM_ERROR' }],
    [401, '{"detail":"no"}', { kind: 'refused', code: 'KEY_REFUSED' }],
    [403, '{"detail":"User is locked."}', { kind: 'refused', code: 'OUT_OF_CREDITS' }],
    [200, '{"status":"IN_QUEUE"}', { kind: 'refused', code: 'INVALID_ANSWER' }],
    [502, '<html>', { kind: 'unknown' }],
  ])('reads %i %s as what it is', async (status, body, expected) => {
    await using server = await answering(status, body)
    expect(await at(server).checkKey(key, { timeoutMs: 1000 })).toMatchObject(expected)
    expect(server.seen).toHaveLength(1)
  })
})
