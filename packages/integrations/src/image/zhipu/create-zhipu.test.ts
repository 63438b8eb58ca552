import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { oddHttpServer, type OddServer } from '../../testing/odd-http-server.ts'
import { tinyPng } from '../../testing/tiny-images.ts'
import type { GenerateCall } from '../image-upstream.ts'
import { createZhipu } from './create-zhipu.ts'

const key = new Secret('0123456789abcdef0123456789abcdef.0123456789abcdef')
const call: GenerateCall = {
  key,
  model: 'zhipu:cogview-4',
  prompt: '黎明时分的灯塔',
  aspectRatio: '16:9',
  outputFormat: 'png',
  attemptId: '0193-attempt',
  timeoutMs: 5000,
}
const at = (server: OddServer) => createZhipu({ baseUrl: `${server.url}/zhipu` })

/** Answers a generation as given, and any other path with a picture. */
const vendor = (answer: (address: string) => unknown) =>
  oddHttpServer((response, { url, headers }) => {
    if (url.endsWith('/images/generations'))
      response.writeHead(200).end(JSON.stringify(answer(`http://${headers.host ?? ''}/result.png`)))
    else response.writeHead(200, { 'content-type': 'image/png' }).end(tinyPng)
  })

describe('drawing', () => {
  it('asks in Chinese for one picture of the ratio’s size, and fetches it without the key', async () => {
    await using server = await vendor((url) => ({ created: 1, data: [{ url }] }))
    const options = { quality: 'hd' }
    expect(await at(server).generate({ ...call, options })).toMatchObject({
      kind: 'image',
      mimeType: 'image/png',
      seed: null,
      upstreamRequestId: '0193-attempt',
      costE4: null,
    })
    const [asked, fetched] = server.seen
    expect(asked).toMatchObject({ method: 'POST', url: '/zhipu/api/paas/v4/images/generations' })
    expect(JSON.parse(asked?.body.toString() ?? '')).toEqual({
      model: 'cogview-4-250304',
      prompt: '黎明时分的灯塔',
      size: '1344x768',
      request_id: '0193-attempt',
      quality: 'hd',
    })
    expect(fetched).toMatchObject({ method: 'GET', url: '/result.png' })
    expect(fetched?.headers.authorization).toBeUndefined()
    expect(server.seen).toHaveLength(2)
  })

  it.each([
    ['no picture', () => ({ created: 1, data: [] })],
    ['two pictures', (url: string) => ({ created: 1, data: [{ url }, { url }] })],
    ['no address', () => ({ created: 1, data: [{ b64_json: 'AAAA' }] })],
    ['an address elsewhere', () => ({ data: [{ url: 'http://169.254.169.254/latest' }] })],
    ['something else', () => 'hello'],
  ])('takes %s for no answer at all, and fetches nothing', async (_what, answer) => {
    await using server = await vendor(answer)
    expect(await at(server).generate(call)).toMatchObject({ code: 'INVALID_ANSWER' })
    expect(server.seen).toHaveLength(1)
  })

  it('says that the picture was caught when the check left none', async () => {
    const content_filter = [{ role: 'assistant', level: 0 }]
    await using server = await vendor(() => ({ created: 1, data: [], content_filter }))
    expect(await at(server).generate(call)).toMatchObject({ code: 'OUTPUT_FILTERED' })
  })

  it('does not know what came of a picture that cannot be fetched in time', async () => {
    await using server = await oddHttpServer((response, { url, headers }) => {
      const address = `http://${headers.host ?? ''}/result.png`
      if (url.endsWith('/images/generations'))
        response.writeHead(200).end(JSON.stringify({ data: [{ url: address }] }))
    })
    const outcome = await at(server).generate({ ...call, timeoutMs: 800 })
    expect(outcome).toEqual({ kind: 'unknown', reason: 'timeout' })
    expect(server.seen.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it.each([
    ['seed', { seed: 1 }],
    ['negativePrompt', { negativePrompt: '雾' }],
    ['outputFormat', { outputFormat: 'jpeg' }],
    ['prompt', { prompt: '灯'.repeat(1001) }],
  ] as const)(
    'refuses a %s that the vendor does not take, without a call',
    async (field, change) => {
      await using server = await vendor((url) => ({ data: [{ url }] }))
      const outcome = await at(server).generate({ ...call, ...change })
      expect(outcome).toMatchObject({ code: 'BAD_REQUEST', detail: expect.stringContaining(field) })
      expect(server.seen).toEqual([])
    },
  )
})

describe('checking a key', () => {
  it('asks for the models, once', async () => {
    await using server = await oddHttpServer((response) =>
      response.writeHead(200).end(JSON.stringify({ object: 'list', data: [{ id: 'glm-5' }] })),
    )
    expect(await at(server).checkKey(key, { timeoutMs: 1000 })).toEqual({
      kind: 'valid',
      balanceE4: null,
      accountRef: null,
      models: ['zhipu:cogview-4', 'zhipu:glm-image'],
    })
    expect(server.seen).toHaveLength(1)
    expect(await at(server).balance(key, { timeoutMs: 1000 })).toEqual({ kind: 'not-offered' })
  })
})
