import { z } from 'zod'
import { describe, expect, it } from 'vitest'
import { withSimulator } from '../testing/with-simulator.ts'
import type { TestSimulator } from '../testing/with-simulator.ts'
import type { Vendor } from './vendor.ts'
import type { JobView } from './vendor-desk.ts'

const orderSchema = z.object({ prompt: z.string(), later: z.boolean().optional() })
const statuses = {
  'bad-request': 400,
  unauthorized: 401,
  drained: 402,
  moderated: 403,
  'not-found': 404,
  'too-large': 413,
  'rate-limited': 429,
  'server-error': 500,
}
const shown = (job: JobView) => ({
  status: 200,
  body: { id: job.id, state: job.state, ...(job.state === 'done' ? { url: job.url() } : {}) },
})

/** A vendor with everything: pictures at once, jobs, an account. */
const kiosk: Vendor = {
  id: 'kiosk',
  name: 'Kiosk',
  prices: { small: 2 },
  credential: 'bearer',
  latencyMs: [1000, 1000],
  billsFiltered: true,
  maxRunning: 2,
  maxBodyBytes: 1000,
  rateLimit: { burst: 20, windowMs: 10_000, lockMs: 60_000 },
  refuse: (refusal, { detail }) => ({ status: statuses[refusal], body: { no: refusal, detail } }),
  routes: (desk) => [
    {
      method: 'POST',
      path: /^\/(now|later)$/,
      handle: async (exchange) => {
        const taken = await desk.takeOrder(exchange, ({ json, headers }) => {
          const body = orderSchema.safeParse(json)
          if (!body.success) return { refusal: 'bad-request', detail: 'prompt' }
          const size = { width: 64, height: 64 }
          const name = headers['x-client-request-id']
          const correlationId = typeof name === 'string' ? name : null
          const { prompt, later: moderatedAsJob = false } = body.data
          return { model: 'small', prompt, size, format: 'png', correlationId, moderatedAsJob }
        })
        if (!taken) return
        if (exchange.params[0] === 'later') return desk.begin(taken, shown)
        await desk.deliver(taken, ({ url, filtered, seed }) => ({
          status: 200,
          body: { url: url(), filtered, seed },
        }))
      },
    },
    {
      method: 'GET',
      path: /^\/jobs\/(.+)$/,
      handle: (exchange) => desk.showJob(exchange, exchange.params[0] ?? '', shown),
    },
    {
      method: 'GET',
      path: /^\/wallet$/,
      handle: (exchange) =>
        desk.showAccount(exchange, ({ credits }) => ({ status: 200, body: { credits } })),
    },
  ],
}
const other: Vendor = { ...kiosk, id: 'other', credential: { header: 'x-key' } }

const key = 'sk-sim-0123456789'
type Said = {
  id?: string
  state?: string
  url?: string
  filtered?: boolean
  no?: string
  credits?: number
}
type Asked = { status: number; said: Said }

async function ask(
  simulator: TestSimulator,
  path: string,
  {
    body,
    as = key,
    vendor = 'kiosk',
    headers = {},
  }: { body?: object; as?: string; vendor?: string; headers?: Record<string, string> } = {},
): Promise<Asked> {
  const credential: Record<string, string> =
    vendor === 'kiosk' ? { authorization: `Bearer ${as}` } : { 'x-key': as }
  const answer = await fetch(`${simulator.upstreamUrl(vendor)}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...credential, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, said: (await answer.json()) as Said }
}
const open = (options: Parameters<typeof withSimulator>[0] = {}) =>
  withSimulator({ vendors: [kiosk, other], ...options })
const order = { prompt: 'a boat' }

describe('a vendor’s accounts', () => {
  it('are charged for what is delivered, and billed under the caller’s own name', async () => {
    await using simulator = await open()
    await ask(simulator, '/now', { body: order, headers: { 'x-client-request-id': 'attempt-1' } })
    expect((await ask(simulator, '/wallet')).said.credits).toBe(998)
    expect(simulator.bill()).toMatchObject([
      {
        seq: 1,
        vendor: 'kiosk',
        model: 'small',
        endpoint: '/kiosk/now',
        credits: 2,
        correlationId: 'attempt-1',
        requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
        outcome: 'billed',
        status: 200,
      },
    ])
    expect(JSON.stringify(simulator.bill())).not.toContain(key)
  })

  it('are apart from those of other vendors, under the same key', async () => {
    await using simulator = await open()
    await ask(simulator, '/now', { body: order })
    expect((await ask(simulator, '/wallet', { vendor: 'other' })).said.credits).toBe(1000)
    simulator.addKey({ vendor: 'other', key: 'registered', credits: 7, account: 'seven' })
    expect((await ask(simulator, '/wallet', { vendor: 'other', as: 'registered' })).said).toEqual({
      credits: 7,
    })
    expect((await ask(simulator, '/wallet', { as: 'registered' })).status).toBe(401)
  })

  it.each([
    ['a revoked key', 'sk-sim-revoked-0', 401, 'unauthorized'],
    ['no key of ours', 'sk-live-0123456789', 401, 'unauthorized'],
    ['a broke key', 'sk-sim-broke-0123', 402, 'drained'],
  ])('refuse %s in the vendor’s own shape, for nothing', async (_what, as, status, no) => {
    await using simulator = await open()
    expect(await ask(simulator, '/now', { body: order, as })).toMatchObject({
      status,
      said: { no },
    })
    expect(simulator.bill()).toMatchObject([{ credits: 0, outcome: 'free', status }])
  })
})

describe('a vendor’s limits', () => {
  it('lock who asks too often, and nobody where limits are off', async () => {
    for (const [rateLimit, status] of [
      [true, 429],
      [false, 200],
    ] as const) {
      await using simulator = await open({ rateLimit })
      for (let asked = 0; asked < 20; asked += 1) await ask(simulator, '/wallet')
      expect((await ask(simulator, '/wallet')).status).toBe(status)
    }
  })

  it('refuse a body that is too large, and one job too many', async () => {
    await using simulator = await open({ latency: 'real' })
    const large = { prompt: 'x'.repeat(2000) }
    expect((await ask(simulator, '/now', { body: large })).status).toBe(413)
    await ask(simulator, '/later', { body: order })
    await ask(simulator, '/later', { body: order })
    expect((await ask(simulator, '/later', { body: order })).status).toBe(429)
  })
})

describe('a job', () => {
  it('waits, runs and is done as its time passes, and its picture is there for ten minutes', async () => {
    let now = Date.parse('2026-11-22T12:00:00Z')
    await using simulator = await open({ latency: 'real', now: () => now })
    const { said: begun } = await ask(simulator, '/later', { body: order })
    const state = async () => (await ask(simulator, `/jobs/${begun.id ?? ''}`)).said
    expect(begun.state).toBe('queued')
    now += 500
    expect((await state()).state).toBe('running')
    now += 600
    const { url = '' } = await state()
    const picture = await fetch(url)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect((await fetch(url, { headers: { authorization: 'Bearer x' } })).status).toBe(400)
    expect((await fetch(url, { headers: { 'x-key': 'x' } })).status).toBe(400)
    now += 11 * 60_000
    expect((await fetch(url)).status).toBe(404)
  })

  it('is nobody’s but its account’s, and forgotten at a reset', async () => {
    await using simulator = await open()
    const { said } = await ask(simulator, '/later', { body: order })
    const path = `/jobs/${said.id ?? ''}`
    expect((await ask(simulator, path)).said.state).toBe('done')
    expect((await ask(simulator, path, { as: 'sk-sim-another-key' })).status).toBe(404)
    simulator.reset()
    expect((await ask(simulator, path)).status).toBe(404)
  })

  it.each([
    ['job-failed', 'failed', 0],
    ['job-moderated', 'moderated', 0],
    ['filtered', 'filtered', 2],
    ['job-stuck', 'queued', 2],
  ] as const)('planned as %s ends %s and costs %i', async (fault, state, credits) => {
    await using simulator = await open()
    simulator.setScenario(key, { fault })
    const { said } = await ask(simulator, '/later', { body: order })
    expect((await ask(simulator, `/jobs/${said.id ?? ''}`)).said.state).toBe(state)
    expect(simulator.bill()).toMatchObject([{ credits }])
  })

  it('is moderated as it runs where the vendor does that, and at the door otherwise', async () => {
    await using simulator = await open()
    const forbidden = { prompt: 'something forbidden' }
    expect((await ask(simulator, '/later', { body: forbidden })).status).toBe(403)
    const { said } = await ask(simulator, '/later', { body: { ...forbidden, later: true } })
    expect((await ask(simulator, `/jobs/${said.id ?? ''}`)).said.state).toBe('moderated')
  })
})

describe('a planned fault', () => {
  it('hits what it was planned on: questions about a job, results, the account', async () => {
    await using simulator = await open()
    const { said } = await ask(simulator, '/later', { body: order })
    const path = `/jobs/${said.id ?? ''}`
    const { said: done } = await ask(simulator, path)
    simulator.setScenario(key, { fault: 'job-lost', on: 'poll', times: 1 })
    expect((await ask(simulator, path)).status).toBe(404)
    simulator.setScenario(key, { fault: 'wrong-job', on: 'poll', times: 1 })
    expect((await ask(simulator, path)).said.id).not.toBe(said.id)
    simulator.setScenario(key, { fault: 'server-error', on: 'file', times: 1 })
    expect((await fetch(done.url ?? '')).status).toBe(503)
    expect((await fetch(done.url ?? '')).status).toBe(200)
    simulator.setScenario(key, { fault: 'rate-limited', on: 'account', times: 1 })
    expect((await ask(simulator, '/wallet')).status).toBe(429)
    expect((await ask(simulator, '/now', { body: order })).status).toBe(200)
  })

  it('hits every key of one vendor, and none of another', async () => {
    await using simulator = await open()
    simulator.setScenario('kiosk:*', { fault: 'server-error', times: 1 })
    expect((await ask(simulator, '/now', { body: order, vendor: 'other' })).status).toBe(200)
    expect((await ask(simulator, '/now', { body: order })).status).toBe(500)
  })

  it.each(['drop-after-billing', 'truncated', 'drop-before-reading'] as const)(
    'breaks the line: %s',
    async (fault) => {
      await using simulator = await open()
      simulator.setScenario(key, { fault })
      await expect(ask(simulator, '/now', { body: order })).rejects.toThrow()
      const credits = fault === 'drop-before-reading' ? 0 : 2
      expect(simulator.bill()).toMatchObject([{ credits }])
    },
  )

  it('blurs what the filter caught, and bills it where the vendor does', async () => {
    await using simulator = await open()
    const { said } = await ask(simulator, '/now', { body: { prompt: 'something filtered' } })
    expect(said.filtered).toBe(true)
    expect(simulator.bill()).toMatchObject([{ credits: 2 }])
  })
})
