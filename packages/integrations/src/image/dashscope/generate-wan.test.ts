import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { oddHttpServer, type OddServer } from '../../testing/odd-http-server.ts'
import { tinyPng } from '../../testing/tiny-images.ts'
import type { GenerateCall } from '../image-upstream.ts'
import { createDashscope } from './create-dashscope.ts'

const key = new Secret('sk-QwErTyUiOpAsDfGhJkLzXcVbNm')
const id = '7574ee8f-10f4-49d5-a854-11c33ab46e51'
const call: GenerateCall = {
  key,
  model: 'dashscope:wanx2.1-t2i-turbo',
  prompt: '黎明时分的灯塔',
  aspectRatio: '16:9',
  outputFormat: 'png',
  attemptId: '0193-attempt',
  timeoutMs: 5000,
}
const at = (server: OddServer) => createDashscope({ baseUrl: `${server.url}/dashscope` })

/** Begins one task, says about it what the test says, the last again and again, and keeps a picture. */
const vendor = (...polls: object[]) => {
  let asked = 0
  return oddHttpServer((response, { method, url, headers }) => {
    const results = [{ url: `http://${headers.host ?? ''}/picture.png` }]
    const output = { task_id: id, task_status: 'SUCCEEDED', results }
    if (method === 'POST')
      response.end(JSON.stringify({ output: { task_id: id, task_status: 'PENDING' } }))
    else if (url === `/dashscope/api/v1/tasks/${id}`) {
      const said = polls[Math.min(asked, polls.length - 1)]
      asked += 1
      response.end(JSON.stringify({ request_id: 'r', output: { ...output, ...said } }))
    } else response.writeHead(200, { 'content-type': 'image/png' }).end(tinyPng)
  })
}

describe('drawing with Wan', () => {
  it('asks in Chinese for a task, and fetches its picture without the key', async () => {
    await using server = await vendor({ task_status: 'RUNNING' }, {})
    const settings = { negativePrompt: '雾', seed: 11, options: { prompt_extend: false } }
    expect(await at(server).generate({ ...call, ...settings })).toMatchObject({
      kind: 'image',
      seed: 11,
      upstreamRequestId: id,
    })
    const [asked, polled, , fetched] = server.seen
    expect(asked?.headers).toMatchObject({
      'x-dashscope-async': 'enable',
      'x-client-request-id': '0193-attempt',
    })
    expect(JSON.parse(asked?.body.toString() ?? '')).toEqual({
      model: 'wanx2.1-t2i-turbo',
      input: { prompt: '黎明时分的灯塔', negative_prompt: '雾' },
      parameters: { n: 1, seed: 11, size: '1280*720', watermark: false, prompt_extend: false },
    })
    expect(polled?.headers.authorization).toBe(`Bearer ${key.reveal()}`)
    expect(fetched?.headers).not.toHaveProperty('authorization')
  })

  it.each([
    ['a refused prompt', 'PROMPT_REFUSED', { code: 'DataInspectionFailed' }],
    ['a refused picture', 'OUTPUT_FILTERED', { results: [{ code: 'DataInspectionFailed' }] }],
    ['a fault of the vendor', 'UPSTREAM_ERROR', { code: 'InternalError.Timeout' }],
    ['bad input', 'BAD_REQUEST', { code: 'InvalidParameter' }],
    ['a code of next year', 'UPSTREAM_ERROR', { code: 'NextYear' }],
  ])('ends a task that failed for %s as %s', async (_what, code, said) => {
    await using server = await vendor({ task_status: 'FAILED', results: null, ...said })
    expect(await at(server).generate(call)).toMatchObject({ kind: 'refused', code })
    expect(server.seen).toHaveLength(2)
  })

  it.each(['PENDING', 'SUSPENDED', 'UNKNOWN', 'NEXT_YEAR'])(
    'goes on asking while the task is %s, and finds it later',
    async (task_status) => {
      await using server = await vendor({ task_status }, {})
      expect(await at(server).generate(call)).toMatchObject({ kind: 'image' })
    },
  )

  it('gives up a task that nobody knows', async () => {
    await using server = await vendor({ task_status: 'UNKNOWN' })
    expect(await at(server).generate(call)).toMatchObject({ code: 'INVALID_ANSWER' })
  })

  it.each([
    ['no result', { results: [] }],
    ['two results', { results: [{ url: 'http://127.0.0.1/a' }, { url: 'http://127.0.0.1/b' }] }],
    ['an address elsewhere', { results: [{ url: 'http://169.254.169.254/latest' }] }],
  ])('takes success with %s for no answer at all', async (_what, said) => {
    await using server = await vendor(said)
    expect(await at(server).generate(call)).toMatchObject({ code: 'INVALID_ANSWER' })
  })

  it('refuses what the vendor would cut without a word, before a call', async () => {
    await using server = await vendor({})
    const outcome = await at(server).generate({ ...call, negativePrompt: '雾'.repeat(501) })
    expect(outcome).toMatchObject({ code: 'BAD_REQUEST', detail: 'negativePrompt: too_big' })
    expect(server.seen).toEqual([])
  })

  it.each(['', id, `${id}:`, `${id}:1:2`, `../${id}:1`, `${id}:-1`])(
    'asks about no task named %j',
    async (job) => {
      await using server = await vendor({})
      const { model, attemptId } = call
      const resume = at(server).resume?.({ key, model, job, attemptId, timeoutMs: 1000 })
      expect(await resume).toMatchObject({ kind: 'refused', code: 'INVALID_ANSWER' })
      expect(server.seen).toEqual([])
    },
  )
})
