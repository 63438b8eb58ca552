import { Secret } from '@aetherflow/crypto/secret'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterEach, describe, expect, it } from 'vitest'
import type { OddServer } from '../../testing/odd-http-server.ts'
import { oddHttpServer } from '../../testing/odd-http-server.ts'
import { tinyPng } from '../../testing/tiny-images.ts'
import type { GenerateCall } from '../image-upstream.ts'
import { createStability } from './create-stability.ts'

const key = new Secret('sk-test-0123456789abcdef')
const call: GenerateCall = {
  key,
  model: 'stability:sd3.5-large',
  prompt: 'a lighthouse',
  aspectRatio: '1:1',
  outputFormat: 'png',
  attemptId: '0193-attempt',
  timeoutMs: 5000,
}
const picture = () =>
  oddHttpServer((response) => {
    response
      .writeHead(200, { 'content-type': 'image/png', 'finish-reason': 'SUCCESS', seed: '7' })
      .end(tinyPng)
  })
const at = (server: OddServer) => createStability({ baseUrl: server.url })

describe('generating', () => {
  it('sends key, accept and client names in headers, and the call once', async () => {
    await using server = await picture()
    expect(await at(server).generate(call)).toMatchObject({ kind: 'image', seed: 7 })
    expect(server.seen).toHaveLength(1)
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      url: '/v2beta/stable-image/generate/sd3',
    })
    expect(server.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer sk-test-0123456789abcdef',
      accept: 'image/*',
      'stability-client-id': 'aetherflow',
      'stability-client-user-id': '0193-attempt',
      'stability-client-version': '0.1.0',
    })
  })

  it.each([
    '',
    'sk-',
    'pk-test-0123456789',
    'sk-test 0123456789',
    'sk-test-0123456789\r\nx: y',
    'sk-ключ-0123456789',
  ])('refuses the key %j without a call', async (text) => {
    await using server = await picture()
    const upstream = at(server)
    const badKey = new Secret(text)
    expect(await upstream.generate({ ...call, key: badKey })).toMatchObject({ code: 'KEY_REFUSED' })
    expect(await upstream.checkKey(badKey, { timeoutMs: 1000 })).toEqual({
      kind: 'refused',
      code: 'KEY_REFUSED',
    })
    expect(await upstream.balance(badKey, { timeoutMs: 1000 })).toEqual({
      kind: 'refused',
      code: 'KEY_REFUSED',
    })
    expect(server.seen).toEqual([])
  })

  it('refuses a call that the model cannot do without a call', async () => {
    await using server = await picture()
    expect(await at(server).generate({ ...call, aspectRatio: '7:5' })).toEqual({
      kind: 'refused',
      code: 'BAD_REQUEST',
      upstreamRequestId: null,
      detail: 'aspectRatio: not offered',
    })
    expect(server.seen).toEqual([])
  })

  it('does not try again after an error of the vendor', async () => {
    await using server = await oddHttpServer((response) => response.writeHead(500).end())
    expect(await at(server).generate(call)).toMatchObject({ code: 'UPSTREAM_ERROR' })
    expect(server.seen).toHaveLength(1)
  })

  it('says unreachable when nothing listens', async () => {
    const server = await picture()
    await server[Symbol.asyncDispose]()
    expect(await at(server).generate(call)).toMatchObject({ kind: 'refused', code: 'UNREACHABLE' })
  })

  it('says unknown when no answer comes in time', async () => {
    await using server = await oddHttpServer(() => {})
    expect(await at(server).generate({ ...call, timeoutMs: 200 })).toEqual({
      kind: 'unknown',
      reason: 'timeout',
    })
  })
})

describe('an address', () => {
  it.each([
    'https://api.stability.ai.evil.example',
    'http://api.stability.ai',
    'http://192.168.0.1:3001',
    'nonsense',
  ])('%s is refused at construction', (baseUrl) =>
    expect(() => createStability({ baseUrl })).toThrow(TypeError),
  )
})

describe('the live address', () => {
  const vendor = setupServer()
  afterEach(() => vendor.close())

  it('is the canonical host over https when none is given', async () => {
    let seen: Request | undefined
    let fields: FormData | undefined
    vendor.use(
      http.post(
        'https://api.stability.ai/v2beta/stable-image/generate/core',
        async ({ request }) => {
          seen = request.clone()
          fields = await request.formData()
          return HttpResponse.arrayBuffer(Uint8Array.from(tinyPng).buffer, {
            headers: { 'content-type': 'image/png', 'finish-reason': 'SUCCESS', seed: '9' },
          })
        },
      ),
    )
    vendor.listen({ onUnhandledFrame: 'error' })
    const upstream = createStability()
    expect(upstream.host).toBe('api.stability.ai')
    expect(await upstream.generate({ ...call, model: 'stability:core' })).toMatchObject({
      kind: 'image',
      seed: 9,
    })
    expect(seen?.headers.get('authorization')).toBe('Bearer sk-test-0123456789abcdef')
    expect(seen?.url).not.toContain('0123456789')
    expect(fields?.get('prompt')).toBe('a lighthouse')
  })
})
