import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { oddHttpServer, type OddServer } from '../../testing/odd-http-server.ts'
import { tinyJpeg, tinyPng } from '../../testing/tiny-images.ts'
import type { GenerateCall } from '../image-upstream.ts'
import { createGemini } from './create-gemini.ts'

const key = new Secret('AIza0123456789abcdefghijklmnopqrstuvwxy')
const call: GenerateCall = {
  key,
  model: 'gemini:gemini-3-pro-image',
  prompt: 'a lighthouse',
  aspectRatio: '21:9',
  outputFormat: 'png',
  attemptId: '0193-attempt',
  timeoutMs: 5000,
}
const inlineData = { mimeType: 'image/png', data: tinyPng.toString('base64') }
const answerOf = (...parts: unknown[]) => ({
  candidates: [{ content: { parts }, finishReason: 'STOP' }],
  usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 1120, thoughtsTokenCount: 50 },
  responseId: 'r-1',
})
const at = (server: OddServer) => createGemini({ baseUrl: server.url })
const answering = (status: number, body: unknown) =>
  oddHttpServer((response) => response.writeHead(status).end(JSON.stringify(body)))

describe('drawing', () => {
  it('asks for one picture of a stated size, once', async () => {
    await using server = await answering(200, answerOf({ text: 'Here it is' }, { inlineData }))
    expect(await at(server).generate(call)).toMatchObject({
      kind: 'image',
      mimeType: 'image/png',
      seed: null,
      upstreamRequestId: 'r-1',
      costE4: 20n + 134_400n + 600n,
    })
    expect(server.seen).toHaveLength(1)
    const [seen] = server.seen
    expect(seen?.url).toBe('/v1beta/models/gemini-3-pro-image:generateContent')
    expect(JSON.parse(seen?.body.toString() ?? '')).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'a lighthouse' }] }],
      generationConfig: {
        responseModalities: ['IMAGE'],
        imageConfig: { aspectRatio: '21:9', imageSize: '2K' },
      },
    })
  })

  it('sends a picture to be redrawn along, and names a size only where there is a choice', async () => {
    await using server = await answering(200, answerOf({ inlineData }))
    const { aspectRatio: _shape, ...rest } = call
    const image = { bytes: tinyJpeg, mimeType: 'image/jpeg', width: 400, height: 400 } as const
    const edit = { ...rest, model: 'gemini:gemini-2.5-flash-image-edit', inputs: { image } }
    expect(await at(server).generate(edit)).toMatchObject({ kind: 'image' })
    const data = tinyJpeg.toString('base64')
    expect(JSON.parse(server.seen[0]?.body.toString() ?? '')).toEqual({
      contents: [
        {
          role: 'user',
          parts: [{ text: 'a lighthouse' }, { inlineData: { mimeType: 'image/jpeg', data } }],
        },
      ],
      generationConfig: { responseModalities: ['IMAGE'] },
    })
  })

  it('takes the format that the vendor chose, by its bytes', async () => {
    const data = tinyJpeg.toString('base64')
    await using server = await answering(200, answerOf({ inlineData: { ...inlineData, data } }))
    expect(await at(server).generate(call)).toMatchObject({ mimeType: 'image/jpeg' })
  })

  it('passes over pictures among the thoughts', async () => {
    const draft = { thought: true, inlineData }
    await using server = await answering(200, answerOf(draft, draft, { inlineData }))
    expect(await at(server).generate(call)).toMatchObject({ kind: 'image' })
  })

  it.each([
    ['two pictures', answerOf({ inlineData }, { inlineData })],
    ['nothing', {}],
    ['no candidate', { candidates: [] }],
    [
      'a page',
      answerOf({ inlineData: { ...inlineData, data: 'PGh0bWw+PGh0bWw+PGh0bWw+PGh0bWw+' } }),
    ],
  ])('takes %s for no answer at all', async (_what, body) => {
    await using server = await answering(200, body)
    expect(await at(server).generate(call)).toMatchObject({ code: 'INVALID_ANSWER' })
    expect(server.seen).toHaveLength(1)
  })

  // Otherwise anybody could shut every key's breaker with prompts that ask for words, at no charge.
  it.each([
    ['only words', answerOf({ text: 'I would rather not' })],
    ['only a draft', answerOf({ thought: true, inlineData })],
    ['no picture', { candidates: [{ finishReason: 'NO_IMAGE' }] }],
  ])('blames the prompt for %s', async (_what, body) => {
    await using server = await answering(200, body)
    expect(await at(server).generate(call)).toMatchObject({ code: 'OUTPUT_FILTERED' })
  })

  it.each([
    ['PROMPT_REFUSED', { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }],
    ['PROMPT_REFUSED', { promptFeedback: { blockReason: 'OTHER' }, candidates: [] }],
    ['OUTPUT_FILTERED', { candidates: [{ finishReason: 'IMAGE_SAFETY' }] }],
    ['OUTPUT_FILTERED', { candidates: [{ finishReason: 'IMAGE_RECITATION', content: {} }] }],
    ['LANGUAGE_UNSUPPORTED', { candidates: [{ finishReason: 'LANGUAGE' }] }],
  ])('says %s when that is why no picture came', async (code, body) => {
    await using server = await answering(200, { ...body, responseId: 'r-2' })
    expect(await at(server).generate(call)).toEqual({
      kind: 'refused',
      code,
      upstreamRequestId: 'r-2',
    })
  })

  it('waits as long as the body says, since no header does', async () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34s' }]
    const error = { code: 429, message: 'm', status: 'RESOURCE_EXHAUSTED' }
    await using told = await answering(429, { error: { ...error, details } })
    expect(await at(told).generate(call)).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterMs: 35_000,
    })
    await using untold = await answering(429, { error })
    expect(await at(untold).generate(call)).toMatchObject({ retryAfterMs: 60_000 })
  })

  it.each([
    ['seed', { seed: 1 }],
    ['negativePrompt', { negativePrompt: 'fog' }],
    ['outputFormat', { outputFormat: 'webp' }],
    ['aspectRatio', { aspectRatio: '9:21' }],
  ] as const)(
    'refuses a %s that the vendor does not take, without a call',
    async (field, change) => {
      await using server = await answering(200, answerOf({ inlineData }))
      const outcome = await at(server).generate({ ...call, ...change })
      expect(outcome).toMatchObject({ code: 'BAD_REQUEST', detail: expect.stringContaining(field) })
      expect(server.seen).toEqual([])
    },
  )
})

describe('checking a key', () => {
  it('names the models that there are', async () => {
    const models = [{ name: 'models/gemini-3-pro' }, { name: 'models/gemini-3-pro-image' }]
    await using server = await answering(200, { models })
    expect(await at(server).checkKey(key, { timeoutMs: 1000 })).toEqual({
      kind: 'valid',
      balanceE4: null,
      accountRef: null,
      models: ['gemini:gemini-3-pro-image', 'gemini:gemini-3-pro-image-edit'],
    })
    expect(server.seen[0]).toMatchObject({ method: 'GET', url: '/v1beta/models?pageSize=1000' })
    expect(server.seen).toHaveLength(1)
    expect(await at(server).balance(key, { timeoutMs: 1000 })).toEqual({ kind: 'not-offered' })
  })

  it('refuses a key that may use none of our models', async () => {
    await using server = await answering(200, { models: [{ name: 'models/gemini-3-pro' }] })
    const refused = { kind: 'refused', code: 'KEY_REFUSED' }
    expect(await at(server).checkKey(key, { timeoutMs: 1000 })).toEqual(refused)
  })
})
