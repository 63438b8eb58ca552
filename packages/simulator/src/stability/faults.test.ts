import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { TRIGGER_WORDS } from '../scenario.ts'
import { withSimulator } from '../testing/with-simulator.ts'

const key = 'sk-sim-0123456789'

describe('a prompt with a trigger word', () => {
  it.each([
    ['a forbidden thing', 403, 'content_moderation'],
    ['a public-figure smiling', 422, 'public_figure'],
    ['a drained-key', 402, 'payment_required'],
    ['a revoked-key', 401, 'unauthorized'],
    ['rate-limited clouds', 429, 'rate_limit_exceeded'],
    ['an upstream-outage', 500, 'internal_error'],
    ['一只猫', 422, 'invalid_language'],
    ['кот', 422, 'invalid_language'],
  ])('"%s" is answered %d %s, free', async (prompt, status, name) => {
    await using simulator = await withSimulator()
    const answer = await simulator.generate('core', { prompt })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ name, errors: [expect.any(String)] })
    expect(simulator.bill()).toMatchObject([{ outcome: 'free', status }])
  })

  it('"filtered" is drawn, blurred and billed', async () => {
    await using simulator = await withSimulator()
    const sharpness = async (answer: Response) =>
      (
        await sharp(await answer.bytes())
          .greyscale()
          .stats()
      ).sharpness
    const clear = await simulator.generate('sd3', { prompt: 'city skyline', seed: '5' })
    const blurred = await simulator.generate('sd3', { prompt: 'city skyline, filtered', seed: '5' })
    expect(blurred.status).toBe(200)
    expect(blurred.headers.get('finish-reason')).toBe('CONTENT_FILTERED')
    expect(await sharpness(blurred)).toBeLessThan((await sharpness(clear)) / 4)
    expect(simulator.bill().map((line) => line.outcome)).toEqual(['billed', 'billed'])
  })

  it('reacts to whole words only', async () => {
    await using simulator = await withSimulator({ pictures: 'quick' })
    expect(
      (await simulator.generate('sd3', { prompt: 'unforbidden unfiltered light' })).status,
    ).toBe(200)
  })

  it('has a fault of its own', () => {
    expect(Object.values(TRIGGER_WORDS)).toHaveLength(new Set(Object.values(TRIGGER_WORDS)).size)
  })
})

describe('a planned fault', () => {
  it('drops the line after billing', async () => {
    await using simulator = await withSimulator({ pictures: 'quick' })
    simulator.setScenario(key, { fault: 'drop-after-billing', times: 1 })
    await expect(simulator.generate('core', { prompt: 'x' })).rejects.toThrow()
    expect(simulator.bill()).toMatchObject([{ outcome: 'billed', credits: 3, status: 0 }])
    expect((await simulator.generate('core', { prompt: 'x' })).status).toBe(200)
  })

  it('drops the line before reading, for free', async () => {
    await using simulator = await withSimulator()
    simulator.setScenario('*', { fault: 'drop-before-reading' })
    await expect(simulator.generate('core', { prompt: 'x' })).rejects.toThrow()
    expect(simulator.bill()).toMatchObject([{ outcome: 'free', status: 0 }])
  })

  it.each([
    ['hang', 'free'],
    ['hang-after-billing', 'billed'],
  ] as const)('"%s" never answers, %s', async (fault, outcome) => {
    await using simulator = await withSimulator({ pictures: 'quick' })
    simulator.setScenario(key, { fault })
    const form = new FormData()
    form.set('prompt', 'x')
    const call = fetch(`${simulator.stabilityUrl}/v2beta/stable-image/generate/sd3`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(1500),
    })
    await expect(call).rejects.toThrow(/aborted|timeout/i)
    expect(simulator.bill()).toMatchObject([{ outcome }])
  })

  it('cuts the body in half', async () => {
    await using simulator = await withSimulator({ pictures: 'quick' })
    simulator.setScenario(key, { fault: 'truncated' })
    const answer = await simulator.generate('sd3', { prompt: 'x' })
    expect(answer.status).toBe(200)
    await expect(answer.arrayBuffer()).rejects.toThrow()
    expect(simulator.bill()).toMatchObject([{ outcome: 'billed' }])
  })

  it('answers a web page with 200', async () => {
    await using simulator = await withSimulator()
    simulator.setScenario(key, { fault: 'html' })
    const answer = await simulator.generate('sd3', { prompt: 'x' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/html')
    expect(simulator.bill()).toMatchObject([{ outcome: 'free', status: 200 }])
  })

  it('answers the image under a wrong content type', async () => {
    await using simulator = await withSimulator({ pictures: 'quick' })
    simulator.setScenario(key, { fault: 'wrong-content-type' })
    const answer = await simulator.generate('sd3', { prompt: 'x' })
    expect(answer.headers.get('content-type')).toBe('text/plain')
    expect((await sharp(await answer.bytes()).metadata()).format).toBe('png')
  })

  it('sends a body without end until the caller leaves', async () => {
    await using simulator = await withSimulator({ pictures: 'quick' })
    simulator.setScenario(key, { fault: 'endless' })
    const answer = await simulator.generate('core', { prompt: 'x' })
    let received = 0
    for await (const chunk of answer.body ?? []) {
      received += chunk.length
      if (received > 40 * 1024 * 1024) break
    }
    expect(received).toBeGreaterThan(40 * 1024 * 1024)
  })

  it('answers late by the delay asked for', async () => {
    await using simulator = await withSimulator({ pictures: 'quick' })
    simulator.setScenario(key, { fault: 'slow', delayMs: 30 })
    expect((await simulator.generate('sd3', { prompt: 'x' })).status).toBe(200)
  })

  it('hits the number of calls asked for, one key only, and can be taken back', async () => {
    await using simulator = await withSimulator({ pictures: 'quick' })
    const status = async (with_ = key) =>
      (await simulator.generate('sd3', { prompt: 'x' }, { authorization: `Bearer ${with_}` }))
        .status
    simulator.setScenario(key, { fault: 'server-error', times: 2 })
    expect([
      await status(),
      await status('sk-sim-someone-else'),
      await status(),
      await status(),
    ]).toEqual([500, 200, 500, 200])
    simulator.setScenario('*', { fault: 'drained' })
    expect([await status(), await status('sk-sim-someone-else')]).toEqual([402, 402])
    simulator.setScenario('*', null)
    expect(await status()).toBe(200)
  })
})
