import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { oddHttpServer, type OddServer } from '../../testing/odd-http-server.ts'
import { tinyWebp } from '../../testing/tiny-images.ts'
import type { GenerateCall } from '../image-upstream.ts'
import { createReplicate } from './create-replicate.ts'

const key = new Secret('r8_QwErTyUiOpAsDfGhJkLzXcVbNm')
const id = 'ufawqhfynnddngldkgtslldrkq'
const call: GenerateCall = {
  key,
  model: 'replicate:flux-dev',
  prompt: 'a lighthouse at dawn',
  aspectRatio: '16:9',
  outputFormat: 'webp',
  attemptId: '0193-attempt',
  timeoutMs: 5000,
}
const at = (server: OddServer) => createReplicate({ baseUrl: `${server.url}/replicate` })

/** Begins one prediction, says about it what the test says, the last again and again, and keeps a picture. */
const vendor = (...polls: object[]) => {
  let asked = 0
  return oddHttpServer((response, { method, url, headers }) => {
    const output = [`http://${headers.host ?? ''}/picture.webp`]
    if (method === 'POST')
      response.writeHead(201).end(JSON.stringify({ id, status: 'starting', urls: { get: 'x' } }))
    else if (url.startsWith('/replicate/v1/predictions/')) {
      const said = polls[Math.min(asked, polls.length - 1)]
      asked += 1
      response.end(JSON.stringify({ id, status: 'succeeded', output, input: { seed: 5 }, ...said }))
    } else response.writeHead(200, { 'content-type': 'image/webp' }).end(tinyWebp)
  })
}

describe('drawing', () => {
  it('asks for the name at once, says which seed, and fetches the picture without the key', async () => {
    await using server = await vendor({ status: 'processing', output: null }, {})
    const options = { guidance: 3.5, num_inference_steps: 20 }
    expect(await at(server).generate({ ...call, seed: 5, options })).toMatchObject({
      kind: 'image',
      mimeType: 'image/webp',
      seed: 5,
      upstreamRequestId: id,
      costE4: null,
    })
    const [asked, polled, , fetched] = server.seen
    expect(asked?.url).toBe('/replicate/v1/models/black-forest-labs/flux-dev/predictions')
    expect(asked?.headers).not.toHaveProperty('prefer')
    expect(asked?.headers['x-client-request-id']).toBe('0193-attempt')
    expect(JSON.parse(asked?.body.toString() ?? '')).toEqual({
      input: {
        prompt: 'a lighthouse at dawn',
        aspect_ratio: '16:9',
        num_outputs: 1,
        seed: 5,
        output_format: 'webp',
        guidance: 3.5,
        num_inference_steps: 20,
      },
    })
    expect(polled?.url).toBe(`/replicate/v1/predictions/${id}`)
    expect(fetched).toMatchObject({ method: 'GET', url: '/picture.webp' })
    expect(fetched?.headers).not.toHaveProperty('authorization')
  })

  it('draws a seed where none was asked for', async () => {
    await using server = await vendor({})
    await at(server).generate(call)
    const sent: unknown = JSON.parse(server.seen[0]?.body.toString() ?? '')
    expect(sent).toMatchObject({ input: { seed: expect.any(Number) } })
  })

  it.each([
    ['a filter', 'OUTPUT_FILTERED', { error: 'All generated images contained NSFW content. Try running it again with a different prompt.' }],
    ['a flag before it ran', 'PROMPT_REFUSED', { error: 'The input or output was flagged as sensitive. (E005)' }],
    ['a flag after it ran', 'OUTPUT_FILTERED', { error: 'Flagged as sensitive. (E005)', metrics: { predict_time: 1.2 } }],
    ['bad input', 'BAD_REQUEST', { error: 'Something is off with the input (E006)' }],
    ['an error without a code', 'UPSTREAM_ERROR', { error: 'CUDA out of memory' }],
    ['prose that only speaks of filters', 'UPSTREAM_ERROR', { error: 'The NSFW content filter could not be loaded' }],
    ['no words', 'UPSTREAM_ERROR', { error: null }],
  ])('ends a prediction that failed for %s as %s', async (_what, code, said) => {
    await using server = await vendor({ status: 'failed', output: null, ...said })
    expect(await at(server).generate(call)).toMatchObject({ kind: 'refused', code })
  }) // prettier-ignore

  it.each(['canceled', 'aborted'])('ends a prediction that was %s', async (status) => {
    await using server = await vendor({ status, output: null })
    expect(await at(server).generate(call)).toMatchObject({
      code: 'UPSTREAM_ERROR',
      detail: status,
    })
  })

  it.each([
    ['no output', { output: null }],
    ['two pictures', { output: ['http://127.0.0.1/a', 'http://127.0.0.1/b'] }],
    ['an address elsewhere', { output: 'http://169.254.169.254/latest' }],
  ])('takes success with %s for no answer at all', async (_what, said) => {
    await using server = await vendor(said)
    expect(await at(server).generate(call)).toMatchObject({ code: 'INVALID_ANSWER' })
    expect(server.seen).toHaveLength(2)
  })

  it('goes on after an answer about another prediction', async () => {
    await using server = await vendor({ id: 'anotherpredictionofothers0' }, {})
    expect(await at(server).generate(call)).toMatchObject({ kind: 'image' })
  })
})

describe('the name of a prediction', () => {
  it.each(['../account', `${id}/cancel`, '', 'UPPERCASE0123456789'])('is not %j', async (named) => {
    await using server = await oddHttpServer((response) =>
      response.writeHead(201).end(JSON.stringify({ id: named })),
    )
    expect(await at(server).generate(call)).toMatchObject({ code: 'INVALID_ANSWER' })
    expect(server.seen).toHaveLength(1)
  })
})
