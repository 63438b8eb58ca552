import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { oddHttpServer, type OddServer } from '../../testing/odd-http-server.ts'
import { tinyPng } from '../../testing/tiny-images.ts'
import type { GenerateCall } from '../image-upstream.ts'
import { createDashscope } from './create-dashscope.ts'

const key = new Secret('sk-0123456789abcdef0123456789abcdef')
const call: GenerateCall = {
  key,
  model: 'dashscope:qwen-image-plus',
  prompt: '黎明时分的灯塔',
  aspectRatio: '4:3',
  outputFormat: 'png',
  attemptId: '0193-attempt',
  timeoutMs: 5000,
}
const path = '/dashscope/api/v1/services/aigc/multimodal-generation/generation'
const at = (server: OddServer) => createDashscope({ baseUrl: `${server.url}/dashscope` })
const answerOf = (...images: string[]) => ({
  output: { choices: [{ message: { content: images.map((image) => ({ image })) } }] },
  request_id: 'r-1',
})

/** Answers a generation as given, and any other path with a picture. */
const vendor = (answer: (address: string) => unknown) =>
  oddHttpServer((response, { url, headers }) => {
    if (url === path)
      response.writeHead(200).end(JSON.stringify(answer(`http://${headers.host ?? ''}/result.png`)))
    else response.writeHead(200, { 'content-type': 'image/png' }).end(tinyPng)
  })

describe('drawing', () => {
  it('asks for one picture, unmarked and of the prompt as written, and fetches it without the key', async () => {
    await using server = await vendor((url) => answerOf(url))
    const outcome = await at(server).generate({ ...call, seed: 7, negativePrompt: '雾' })
    expect(outcome).toMatchObject({
      kind: 'image',
      seed: 7,
      upstreamRequestId: 'r-1',
      costE4: null,
    })
    const [asked, fetched] = server.seen
    expect(JSON.parse(asked?.body.toString() ?? '')).toEqual({
      model: 'qwen-image-plus',
      input: { messages: [{ role: 'user', content: [{ text: '黎明时分的灯塔' }] }] },
      parameters: {
        n: 1,
        prompt_extend: false,
        watermark: false,
        size: '1472*1104',
        seed: 7,
        negative_prompt: '雾',
      },
    })
    expect(fetched).toMatchObject({ method: 'GET', url: '/result.png' })
    expect(fetched?.headers.authorization).toBeUndefined()
    expect(server.seen).toHaveLength(2)
  })

  it('sends a picture to be edited along, and leaves the shape to it', async () => {
    await using server = await vendor((url) => answerOf(url))
    const { aspectRatio: _shape, ...rest } = call
    const image = { bytes: tinyPng, mimeType: 'image/png', width: 400, height: 400 } as const
    const edit = { ...rest, model: 'dashscope:qwen-image-2.0-edit', inputs: { image } }
    expect(await at(server).generate(edit)).toMatchObject({ kind: 'image' })
    const body = JSON.parse(server.seen[0]?.body.toString() ?? '') as Record<string, unknown>
    expect(body).toMatchObject({
      model: 'qwen-image-2.0',
      input: {
        messages: [
          {
            content: [
              { image: `data:image/png;base64,${tinyPng.toString('base64')}` },
              { text: call.prompt },
            ],
          },
        ],
      },
    })
    expect(body['parameters']).not.toHaveProperty('size')
  })

  it.each([
    ['no picture', () => answerOf()],
    ['two pictures', (url: string) => answerOf(url, url)],
    ['an address elsewhere', () => answerOf('http://169.254.169.254/latest')],
    ['words', () => ({ output: { choices: [{ message: { content: [{ text: 'hello' }] } }] } })],
    ['a job', () => ({ output: { task_id: '1', task_status: 'PENDING' } })],
  ])('takes %s for no answer at all, and fetches nothing', async (_what, answer) => {
    await using server = await vendor(answer)
    expect(await at(server).generate(call)).toMatchObject({ code: 'INVALID_ANSWER' })
    expect(server.seen).toHaveLength(1)
  })

  it.each([
    ['prompt', { prompt: '灯'.repeat(801) }],
    ['negativePrompt', { negativePrompt: '雾'.repeat(501) }],
    ['seed', { seed: 2_147_483_648 }],
    ['aspectRatio', { aspectRatio: '21:9' }],
  ])('refuses a %s that the vendor does not take, without a call', async (field, change) => {
    await using server = await vendor((url) => answerOf(url))
    const outcome = await at(server).generate({ ...call, ...change })
    expect(outcome).toMatchObject({ code: 'BAD_REQUEST', detail: expect.stringContaining(field) })
    expect(server.seen).toEqual([])
  })
})

describe('checking a key', () => {
  it('asks for the models, once', async () => {
    await using server = await oddHttpServer((response) =>
      response.writeHead(200).end(JSON.stringify({ object: 'list', data: [{ id: 'qwen-max' }] })),
    )
    expect(await at(server).checkKey(key, { timeoutMs: 1000 })).toMatchObject({
      kind: 'valid',
      balanceE4: null,
      accountRef: null,
    })
    expect(server.seen).toHaveLength(1)
    expect(await at(server).balance(key, { timeoutMs: 1000 })).toEqual({ kind: 'not-offered' })
  })
})
