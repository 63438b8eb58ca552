import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { oddHttpServer, type OddServer } from '../../testing/odd-http-server.ts'
import { tinyPng } from '../../testing/tiny-images.ts'
import type { GenerateCall } from '../image-upstream.ts'
import { createBfl } from './create-bfl.ts'

const key = new Secret('bfl_QwErTyUiOpAsDfGhJkLzXcVb')
const id = 'a1b2c3d4-0000-4000-8000-123456789abc'
const call: GenerateCall = {
  key,
  model: 'bfl:flux-2-pro',
  prompt: 'a lighthouse at dawn',
  aspectRatio: '16:9',
  outputFormat: 'png',
  attemptId: '0193-attempt',
  timeoutMs: 5000,
}
const at = (server: OddServer) => createBfl({ baseUrl: `${server.url}/bfl` })

type Said = { begun?: object; polls?: readonly object[] }

/** Begins one job, says about it what the test says, the last again and again, and keeps a picture. */
const vendor = ({ begun = {}, polls = [] }: Said = {}) => {
  let asked = 0
  return oddHttpServer((response, { method, url, headers }) => {
    const base = `http://${headers.host ?? ''}`
    const ready = { id, status: 'Ready', result: { sample: `${base}/picture.png`, seed: 7 } }
    const said =
      polls.length === 0 ? ready : { ...ready, ...polls[Math.min(asked, polls.length - 1)] }
    if (method === 'POST')
      response.end(
        JSON.stringify({ id, polling_url: `${base}/bfl/v1/get_result?id=${id}`, ...begun }),
      )
    else if (url.startsWith('/bfl/v1/get_result')) {
      asked += 1
      response.end(JSON.stringify(said))
    } else response.writeHead(200, { 'content-type': 'image/png' }).end(tinyPng)
  })
}

describe('drawing', () => {
  it('asks for pixels, names the attempt, and fetches the picture without the key', async () => {
    await using server = await vendor({ begun: { cost: 4.5 } })
    expect(await at(server).generate({ ...call, seed: 7 })).toMatchObject({
      kind: 'image',
      mimeType: 'image/png',
      seed: 7,
      upstreamRequestId: id,
      costE4: 45_000n,
    })
    const [asked, polled, fetched] = server.seen
    expect(asked).toMatchObject({ method: 'POST', url: '/bfl/v1/flux-2-pro' })
    expect(asked?.headers).toMatchObject({
      'x-key': key.reveal(),
      'x-client-request-id': '0193-attempt',
    })
    expect(JSON.parse(asked?.body.toString() ?? '')).toEqual({
      prompt: 'a lighthouse at dawn',
      output_format: 'png',
      seed: 7,
      width: 1344,
      height: 768,
    })
    expect(polled?.url).toBe(`/bfl/v1/get_result?id=${id}`)
    expect(fetched?.url).toBe('/picture.png')
    expect(fetched?.headers).not.toHaveProperty('x-key')
    expect(server.seen).toHaveLength(3)
  })

  it('sends the picture that is to be changed, and no shape', async () => {
    await using server = await vendor()
    const { aspectRatio: _none, ...shapeless } = call
    const image = { bytes: tinyPng, mimeType: 'image/png', width: 640, height: 480 } as const
    await at(server).generate({
      ...shapeless,
      model: 'bfl:flux-kontext-pro',
      inputs: { image },
      options: { prompt_upsampling: true },
    })
    expect(JSON.parse(server.seen[0]?.body.toString() ?? '')).toEqual({
      prompt: call.prompt,
      output_format: 'png',
      input_image: tinyPng.toString('base64'),
      prompt_upsampling: true,
    })
  })

  it.each([
    ['Request Moderated', 'PROMPT_REFUSED'],
    ['Content Moderated', 'OUTPUT_FILTERED'],
    ['Error', 'UPSTREAM_ERROR'],
  ])('ends at once when the job is %s', async (status, code) => {
    await using server = await vendor({ polls: [{ status, result: null }] })
    expect(await at(server).generate(call)).toMatchObject({ kind: 'refused', code })
    expect(server.seen).toHaveLength(2)
  })

  it.each(['Pending', 'Processing', 'Task not found', 'a status of next year'])(
    'goes on asking while the job is %j, and finds it later',
    async (status) => {
      await using server = await vendor({ polls: [{ status, result: null }, {}] })
      expect(await at(server).generate(call)).toMatchObject({ kind: 'image' })
    },
  )

  it('believes no cost that is below zero, absurd, or a text', async () => {
    for (const cost of [-1, 1e15, '4', null]) {
      await using server = await vendor({ begun: { cost } })
      expect(await at(server).generate(call)).toMatchObject({ kind: 'image', costE4: null })
    }
  })

  it('ends when there is a result without a picture, or none that we may fetch', async () => {
    for (const result of [null, {}, { sample: 'http://169.254.169.254/latest/meta-data' }]) {
      await using server = await vendor({ polls: [{ result }] })
      expect(await at(server).generate(call)).toMatchObject({ code: 'INVALID_ANSWER' })
      expect(server.seen).toHaveLength(2)
    }
  })
})

describe('where a job is asked about', () => {
  it.each([
    'https://evil.example/v1/get_result',
    'http://169.254.169.254/v1/get_result',
    'https://api.bfl.ai.evil.example/v1/get_result',
    42,
  ])('never is %j: the fixed address is asked instead', async (polling_url) => {
    await using server = await vendor({ begun: { polling_url } })
    expect(await at(server).generate(call)).toMatchObject({ kind: 'image' })
    expect(server.seen[1]?.url).toBe(`/bfl/v1/get_result?id=${id}`)
  })

  it('is kept with the name, whence another process goes on', async () => {
    await using server = await vendor({ begun: { cost: 3 } })
    const jobs: string[] = []
    const gone = async (job: string) => {
      jobs.push(job)
      throw new Error('this process is gone')
    }
    expect(await at(server).generate({ ...call, onJob: gone })).toMatchObject({ kind: 'unknown' })
    expect(server.seen).toHaveLength(1)
    const [job = ''] = jobs
    const { model, attemptId } = call
    const resume = at(server).resume?.({ key, model, job, attemptId, timeoutMs: 5000 })
    expect(await resume).toMatchObject({ kind: 'image', costE4: 30_000n })
  })
})
