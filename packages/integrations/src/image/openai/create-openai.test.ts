import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { oddHttpServer, type OddServer } from '../../testing/odd-http-server.ts'
import { tinyJpeg, tinyPng } from '../../testing/tiny-images.ts'
import type { GenerateCall } from '../image-upstream.ts'
import { createOpenai } from './create-openai.ts'

const key = new Secret('sk-proj-0123456789abcdefghij')
const call: GenerateCall = {
  key,
  model: 'openai:gpt-image-1-mini-medium',
  prompt: 'a lighthouse',
  aspectRatio: '3:2',
  outputFormat: 'png',
  attemptId: '0193-attempt',
  timeoutMs: 5000,
}
const picture = { b64_json: tinyPng.toString('base64') }
const usage = { input_tokens: 10, output_tokens: 1375, total_tokens: 1385 }
const at = (server: OddServer) => createOpenai({ baseUrl: server.url })
const answering = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  oddHttpServer((response) =>
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body)),
  )

describe('drawing', () => {
  it('asks for one picture of a stated size and quality, once', async () => {
    await using server = await answering(
      200,
      { data: [picture], usage },
      { 'x-request-id': 'req_1' },
    )
    expect(await at(server).generate(call)).toMatchObject({
      kind: 'image',
      mimeType: 'image/png',
      seed: null,
      upstreamRequestId: 'req_1',
      costE4: 11_025n,
    })
    expect(server.seen).toHaveLength(1)
    expect(server.seen[0]).toMatchObject({ method: 'POST', url: '/v1/images/generations' })
    expect(server.seen[0]?.headers).toMatchObject({ 'x-client-request-id': '0193-attempt' })
    expect(JSON.parse(server.seen[0]?.body.toString() ?? '')).toEqual({
      model: 'gpt-image-1-mini',
      prompt: 'a lighthouse',
      n: 1,
      size: '1536x1024',
      quality: 'medium',
      output_format: 'png',
    })
  })

  it.each([
    ['no picture', { data: [] }],
    ['two pictures', { data: [picture, picture] }],
    ['an address', { data: [{ url: 'https://example.org/1.png' }] }],
    ['base64 of a page', { data: [{ b64_json: Buffer.from('<html>').toString('base64') }] }],
    ['another format', { data: [{ b64_json: tinyJpeg.toString('base64') }] }],
    ['half a picture', { data: [{ b64_json: tinyPng.subarray(0, 40).toString('base64') }] }],
    ['sloppy base64', { data: [{ b64_json: `${picture.b64_json}\n` }] }],
    ['a page', '<html>502</html>'],
  ])('takes %s for no answer at all', async (_what, body) => {
    await using server = await answering(200, body)
    expect(await at(server).generate(call)).toMatchObject({
      kind: 'refused',
      code: 'INVALID_ANSWER',
    })
    expect(server.seen).toHaveLength(1)
  })

  it('delivers a picture whose usage is missing or odd, at a cost that nobody names', async () => {
    for (const odd of [undefined, null, { input_tokens: -1, output_tokens: 'many' }]) {
      await using server = await answering(200, { data: [picture], usage: odd })
      expect(await at(server).generate(call)).toMatchObject({ kind: 'image', costE4: null })
    }
  })

  it('does not know what came of a gateway that lost the vendor', async () => {
    await using server = await answering(502, '<html>')
    expect(await at(server).generate(call)).toEqual({ kind: 'unknown', reason: 'connection-lost' })
  })

  it('waits as long as a rate limit says', async () => {
    const body = { error: { message: 'slow down', type: 'requests', code: 'rate_limit_exceeded' } }
    await using server = await answering(429, body, { 'retry-after': '7' })
    expect(await at(server).generate(call)).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterMs: 7000,
    })
  })

  it.each([
    ['seed', { seed: 1 }],
    ['negativePrompt', { negativePrompt: 'fog' }],
    ['aspectRatio', { aspectRatio: '16:9' }],
    ['options.background', { outputFormat: 'jpeg', options: { background: 'transparent' } }],
  ] as const)(
    'refuses a %s that the vendor does not take, without a call',
    async (field, change) => {
      await using server = await answering(200, { data: [picture] })
      const outcome = await at(server).generate({ ...call, ...change })
      expect(outcome).toMatchObject({ code: 'BAD_REQUEST', detail: expect.stringContaining(field) })
      expect(server.seen).toEqual([])
    },
  )
})

describe('editing', () => {
  const broken = tinyPng.subarray(0, 50)
  const image = { bytes: tinyPng, mimeType: 'image/png', width: 64, height: 64 } as const
  const edit = { ...call, model: 'openai:gpt-image-1-mini-medium-edit', inputs: { image } }

  it('sends the picture in a form', async () => {
    await using server = await answering(200, { data: [picture], usage })
    expect(await at(server).generate(edit)).toMatchObject({ kind: 'image' })
    const [seen] = server.seen
    expect(seen?.url).toBe('/v1/images/edits')
    const form = await new Response(new Uint8Array(seen?.body ?? []), {
      headers: { 'content-type': seen?.headers['content-type'] ?? '' },
    }).formData()
    expect(form.get('model')).toBe('gpt-image-1-mini')
    expect(form.get('image')).toMatchObject({ type: 'image/png', size: tinyPng.length })
    expect(form.get('mask')).toBeNull()
  })

  it('refuses a mask that measures something else, or is none, without a call', async () => {
    await using server = await answering(200, { data: [picture] })
    const model = 'openai:gpt-image-1-mini-medium-inpaint'
    const other = { ...image, width: 32 }
    for (const mask of [other, { ...image, bytes: broken }, { ...image, bytes: tinyJpeg }]) {
      const outcome = await at(server).generate({ ...edit, model, inputs: { image, mask } })
      expect(outcome).toMatchObject({
        code: 'BAD_REQUEST',
        detail: expect.stringMatching(/^mask: /),
      })
    }
    expect(server.seen).toEqual([])
  })
})

describe('checking a key', () => {
  it('names the organisation and the models that the key may use', async () => {
    const body = { data: [{ id: 'gpt-5' }, { id: 'gpt-image-1-mini' }] }
    await using server = await answering(200, body, { 'openai-organization': 'org-1' })
    const check = await at(server).checkKey(key, { timeoutMs: 1000 })
    expect(check).toMatchObject({ kind: 'valid', balanceE4: null, accountRef: 'org-1' })
    expect(check.kind === 'valid' && check.models.every((id) => id.includes('1-mini'))).toBe(true)
    expect(server.seen).toHaveLength(1)
    expect(server.seen[0]).toMatchObject({ method: 'GET', url: '/v1/models' })
  })

  it('refuses a key that may use none of our models', async () => {
    await using server = await answering(200, { data: [{ id: 'gpt-5' }] })
    expect(await at(server).checkKey(key, { timeoutMs: 1000 })).toEqual({
      kind: 'refused',
      code: 'KEY_REFUSED',
    })
  })

  it('offers no balance', async () => {
    await using server = await answering(200, {})
    expect(await at(server).balance(key, { timeoutMs: 1000 })).toEqual({ kind: 'not-offered' })
    expect(server.seen).toEqual([])
  })
})
