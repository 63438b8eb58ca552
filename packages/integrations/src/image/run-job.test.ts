import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { bearer, createHttpClient } from '../http/create-http-client.ts'
import { oddHttpServer, type OddServer } from '../testing/odd-http-server.ts'
import { paceOf, pausesOf } from './follow-politely.ts'
import type { GenerateCall, GenerateOutcome } from './image-upstream.ts'
import { jobName } from './job-name.ts'
import type { Dialect } from './read-failure.ts'
import { type JobOrder, pollJob, runJob } from './run-job.ts'

const key = new Secret('sk-QwErTyUiOpAsDfGhJkLzXcVbNm')
const call: GenerateCall = {
  key,
  model: 'made:up',
  prompt: 'a boat',
  outputFormat: 'png',
  attemptId: '0193-attempt',
  timeoutMs: 3000,
}
const dialect: Dialect = {
  errorOf: () => ({ id: null, name: 'no', text: 'no' }),
  codeOf: (status) => (status === 429 ? 'RATE_LIMITED' : 'UPSTREAM_ERROR'),
  requestIdHeader: 'x-request-id',
  rateLockMs: 7000,
}
const done: GenerateOutcome = { kind: 'refused', code: 'OUTPUT_FILTERED', upstreamRequestId: null }
const clientOf = ({ url }: OddServer) => createHttpClient({ baseAddress: url, allowedHosts: [] })

describe('a job', () => {
  const run = (server: OddServer, change: Partial<GenerateCall>, ask: JobOrder<string>['ask']) =>
    runJob(
      { client: clientOf(server), dialect, pace: { firstMs: 1, longestMs: 5, questionMs: 900 } },
      { ...call, ...change },
      {
        path: '/jobs',
        credential: bearer(key),
        headers: { 'x-own': 'yes' },
        body: { words: 'a boat' },
        jobOf: (body) => (body.byteLength > 0 ? Buffer.from(body).toString() : null),
        write: (job) => `name of ${job}`,
        ask,
      },
    )

  it('is begun once, named, kept, and only then asked about', async () => {
    await using server = await oddHttpServer((response) => response.end('job-1'))
    const steps: string[] = []
    const onJob = async (job: string) => {
      steps.push(`kept: ${job}`)
    }
    const outcome = await run(server, { onJob }, async () => {
      steps.push('asked')
      return steps.length < 4 ? { kind: 'running' } : { kind: 'ended', outcome: done }
    })
    expect(outcome).toBe(done)
    expect(steps).toEqual(['kept: name of job-1', 'asked', 'asked', 'asked'])
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        url: '/jobs',
        headers: { 'x-own': 'yes', 'x-client-request-id': '0193-attempt' },
      },
    ])
  })

  it('gives no question the time of all the others', async () => {
    await using server = await oddHttpServer((response) => response.end('job-1'))
    const given: number[] = []
    const outcome = await run(server, { timeoutMs: 60_000 }, async (_job, { timeoutMs }) => {
      given.push(timeoutMs)
      return given.length < 3 ? { kind: 'running' } : { kind: 'ended', outcome: done }
    })
    expect(outcome).toBe(done)
    expect(given).toEqual([900, 900, 900])
  })

  it.each([
    ['cannot be kept', 'job-1', { kind: 'unknown', reason: 'connection-lost' }],
    ['has no name', '', { kind: 'refused', code: 'INVALID_ANSWER' }],
    ['has a name that is too long', 'x'.repeat(600), { kind: 'unknown' }],
  ])('that %s is not asked about', async (what, body, expected) => {
    await using server = await oddHttpServer((response) => response.end(body))
    const onJob = async () => {
      if (what === 'cannot be kept') throw new Error('no database')
    }
    const ask = () => expect.unreachable('it was asked about')
    expect(await run(server, { onJob }, ask)).toMatchObject(expected)
  })
})

describe('a question about a job', () => {
  it.each([
    [404, { asked: { kind: 'missing' } }],
    [401, { asked: { kind: 'running', retryAfterMs: 0 } }],
    [429, { asked: { kind: 'running', retryAfterMs: 7000 } }],
    [500, { asked: { kind: 'running', retryAfterMs: 0 } }],
    [302, { asked: { kind: 'running' } }],
    [200, { answer: { status: 200 } }],
  ])('that is answered with %i', async (status, expected) => {
    await using server = await oddHttpServer((response) => response.writeHead(status).end('{}'))
    const question = { path: '/jobs/1', credential: bearer(key), dialect }
    const said = await pollJob(clientOf(server), question, { timeoutMs: 1000 })
    expect(said).toMatchObject(expected)
  })

  it('that nobody hears leaves the job at work', async () => {
    const server = await oddHttpServer(() => {})
    await server[Symbol.asyncDispose]()
    const question = { path: '/jobs/1', credential: bearer(key), dialect }
    const said = await pollJob(clientOf(server), question, { timeoutMs: 1000 })
    expect(said).toEqual({ asked: { kind: 'running', retryAfterMs: 0 } })
  })
})

describe('pauses between questions', () => {
  it('grow up to the longest, and are never shorter than the vendor asks', () => {
    const next = pausesOf({ firstMs: 100, longestMs: 200 })
    expect([next(), next(50), next(), next(900), next()].map(Math.round)).toEqual([
      140, 196, 200, 900, 200,
    ])
  })

  it('are a second and more at a vendor, and short beside a simulator', () => {
    expect(paceOf(undefined)).toMatchObject({ firstMs: 1000, longestMs: 10_000 })
    expect(paceOf('http://127.0.0.1:3001/bfl').longestMs).toBeLessThan(1000)
  })
})

describe('the name that a vendor gives a job', () => {
  const form = /^[A-Za-z0-9-]{4,64}$/
  it.each(['job-0001', 'A1b2C3d4'])('may be %j', (name) => {
    expect(jobName(name, form, key)).toBe(name)
  })
  it.each([undefined, null, 7, '', 'a/b', '../x', 'x\r\ny', 'x'.repeat(65)])(
    'is not %j',
    (name) => {
      expect(jobName(name, form, key)).toBeNull()
    },
  )
  it('holds no piece of the key, in any shape', () => {
    const text = key.reveal()
    for (const shape of [text, text.slice(4, 16), Buffer.from(text).toString('hex').slice(0, 60)])
      expect(jobName(shape, form, key), shape).toBeNull()
  })
})
