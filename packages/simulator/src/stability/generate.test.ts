import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { withSimulator } from '../testing/with-simulator.ts'

const key = 'sk-sim-0123456789'
const bearer = (value: string) => ({ authorization: `Bearer ${value}` })
const balanceOf = async (simulator: Awaited<ReturnType<typeof withSimulator>>, of = key) =>
  ((await (await simulator.account('/v1/user/balance', of)).json()) as { credits: number }).credits

describe('a generated image', () => {
  it.each([
    ['core', {}, 'png', 1536, 1536, 3],
    ['core', { aspect_ratio: '16:9', output_format: 'webp' }, 'webp', 2016, 1152, 3],
    ['ultra', { aspect_ratio: '9:21', output_format: 'jpeg' }, 'jpeg', 640, 1536, 8],
    ['sd3', {}, 'png', 1024, 1024, 6.5],
    ['sd3', { model: 'sd3.5-large-turbo', aspect_ratio: '5:4' }, 'png', 1152, 896, 4],
    ['sd3', { model: 'sd3-medium', aspect_ratio: '2:3' }, 'png', 832, 1216, 3.5],
  ])(
    'from %s with %o is a %s of %d × %d and costs %d credits',
    async (endpoint, fields, format, width, height, credits) => {
      await using simulator = await withSimulator()
      const answer = await simulator.generate(endpoint, { prompt: 'a harbour at dawn', ...fields })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe(`image/${format}`)
      expect(answer.headers.get('finish-reason')).toBe('SUCCESS')
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/)
      expect(Number(answer.headers.get('seed'))).toBeGreaterThan(0)
      expect(await sharp(await answer.bytes()).metadata()).toMatchObject({ format, width, height })
      expect(await balanceOf(simulator)).toBe(1000 - credits)
    },
  )

  it('is the same for the same seed and another for another', async () => {
    await using simulator = await withSimulator()
    const draw = async (seed: string) => {
      simulator.reset()
      return Buffer.from(
        await (await simulator.generate('sd3', { prompt: 'dunes', seed })).arrayBuffer(),
      )
    }
    const [first, again, other] = [await draw('7'), await draw('7'), await draw('8')]
    expect(first.equals(again)).toBe(true)
    expect(first.equals(other)).toBe(false)
  })

  it('comes as base64 with its facts in the body when JSON is asked for', async () => {
    await using simulator = await withSimulator()
    const answer = await simulator.generate(
      'sd3',
      { prompt: 'a fox', seed: '41', output_format: 'jpeg' },
      { accept: 'application/json' },
    )
    expect(answer.headers.get('content-type')).toBe('application/json; type=image/jpeg')
    expect(answer.headers.get('finish-reason')).toBeNull()
    expect(answer.headers.get('seed')).toBeNull()
    const body = (await answer.json()) as { image: string; finish_reason: string; seed: number }
    expect(body).toMatchObject({ finish_reason: 'SUCCESS', seed: 41 })
    expect((await sharp(Buffer.from(body.image, 'base64')).metadata()).format).toBe('jpeg')
  })
})

describe('a bad request', () => {
  it.each([
    ['core', {}, ['prompt: is required']],
    ['core', { prompt: 'x'.repeat(10_001) }, ['prompt: must be at most 10000 characters']],
    [
      'ultra',
      { prompt: 'x', aspect_ratio: '7:3' },
      [expect.stringMatching(/^aspect_ratio: must be one of 21:9/)],
    ],
    [
      'ultra',
      { prompt: 'x', style_preset: 'cubism', output_format: 'gif' },
      [expect.stringMatching(/^output_format/), expect.stringMatching(/^style_preset/)],
    ],
    ['ultra', { prompt: 'x', image: new Blob(['x']) }, ['strength: is required']],
    ['sd3', { prompt: 'x', seed: '-1' }, ['seed: must be between 0 and 4294967294']],
    ['sd3', { prompt: 'x', seed: '1.5' }, ['seed: must be a number']],
    ['sd3', { prompt: 'x', model: 'sd9' }, [expect.stringMatching(/^model/)]],
    ['sd3', { prompt: 'x', cfg_scale: '11' }, ['cfg_scale: must be between 1 and 10']],
    ['sd3', { prompt: 'x', mode: 'image-to-image' }, ['image: is required']],
  ])('to %s is told per field and is free', async (endpoint, fields, errors) => {
    await using simulator = await withSimulator()
    const answer = await simulator.generate(endpoint, fields)
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'bad_request',
      errors,
    })
    expect(simulator.bill()).toMatchObject([{ outcome: 'free', credits: 0, status: 400 }])
  })

  it('without a body is told about its content type', async () => {
    await using simulator = await withSimulator()
    const answer = await fetch(`${simulator.stabilityUrl}/v2beta/stable-image/generate/core`, {
      method: 'POST',
      headers: bearer(key),
    })
    expect(await answer.json()).toMatchObject({
      name: 'bad_request',
      errors: ['content-type: required'],
    })
  })

  it('in JSON is refused', async () => {
    await using simulator = await withSimulator()
    const answer = await fetch(`${simulator.stabilityUrl}/v2beta/stable-image/generate/core`, {
      method: 'POST',
      body: '{}',
      headers: { ...bearer(key), 'content-type': 'application/json' },
    })
    expect(await answer.json()).toMatchObject({
      errors: ['content-type: must be multipart/form-data'],
    })
  })

  it('asking for another answer than an image or JSON is refused', async () => {
    await using simulator = await withSimulator()
    expect(
      (await simulator.generate('core', { prompt: 'x' }, { accept: 'text/html' })).status,
    ).toBe(400)
  })

  it('of more than 10 MiB is too large', async () => {
    await using simulator = await withSimulator()
    const answer = await simulator.generate('ultra', {
      prompt: 'x',
      image: new Blob([new Uint8Array(10 * 1024 * 1024 + 1)]),
    })
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({
      name: 'payload_too_large',
      errors: ['body: payloads cannot be larger than 10MiB in size'],
    })
  })
})

describe('a key', () => {
  it.each([
    ['that is unknown', 'sk-0123456789'],
    ['that is revoked', 'sk-sim-revoked-1'],
  ])('%s is refused in the v2beta shape', async (_name, wrong) => {
    await using simulator = await withSimulator()
    const answer = await simulator.generate('core', { prompt: 'x' }, bearer(wrong))
    expect(answer.status).toBe(401)
    expect(await answer.json()).toEqual({
      id: expect.any(String),
      name: 'unauthorized',
      errors: ['authorization: invalid or missing header value'],
    })
  })

  it('that is missing is refused', async () => {
    await using simulator = await withSimulator()
    expect(
      (
        await fetch(`${simulator.stabilityUrl}/v2beta/stable-image/generate/core`, {
          method: 'POST',
          body: new FormData(),
        })
      ).status,
    ).toBe(401)
  })

  it('whose account is empty is told to buy credits', async () => {
    await using simulator = await withSimulator()
    const answer = await simulator.generate('core', { prompt: 'x' }, bearer('sk-sim-broke-1'))
    expect(answer.status).toBe(402)
    expect(await answer.json()).toMatchObject({
      name: 'payment_required',
      errors: [expect.stringMatching(/^You lack sufficient credits/)],
    })
  })

  it('registered with credits for one image gets one of five asked for at once', async () => {
    await using simulator = await withSimulator({
      demoKeys: [{ key: 'sk-own-key-1', credits: 7, account: 'small' }],
    })
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, seed) =>
        simulator.generate('sd3', { prompt: 'x', seed: String(seed + 1) }, bearer('sk-own-key-1')),
      ),
    )
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([
      200, 402, 402, 402, 402,
    ])
    expect(await balanceOf(simulator, 'sk-own-key-1')).toBe(0.5)
  })

  it('of a shared account spends the same balance', async () => {
    await using simulator = await withSimulator()
    await simulator.generate('core', { prompt: 'x' }, bearer('sk-sim-shared-acme-1'))
    expect(await balanceOf(simulator, 'sk-sim-shared-acme-2')).toBe(997)
    expect(await balanceOf(simulator, 'sk-sim-shared-other-2')).toBe(1000)
  })
})

describe('the bill', () => {
  it('says who called what for which correlation id, and adds up to the balance', async () => {
    await using simulator = await withSimulator()
    await simulator.generate(
      'core',
      { prompt: 'a barn' },
      { 'stability-client-user-id': 'attempt-1' },
    )
    await simulator.generate(
      'sd3',
      { prompt: 'forbidden' },
      { 'stability-client-user-id': 'attempt-2' },
    )
    await simulator.generate(
      'sd3',
      { prompt: 'a field', model: 'sd3.5-medium' },
      { 'stability-client-user-id': 'attempt-3' },
    )
    expect(simulator.bill()).toMatchObject([
      {
        seq: 1,
        endpoint: '/v2beta/stable-image/generate/core',
        model: 'core',
        credits: 3,
        correlationId: 'attempt-1',
        outcome: 'billed',
        status: 200,
      },
      {
        seq: 2,
        model: 'sd3.5-large',
        credits: 0,
        correlationId: 'attempt-2',
        outcome: 'free',
        status: 403,
      },
      {
        seq: 3,
        model: 'sd3.5-medium',
        credits: 3.5,
        correlationId: 'attempt-3',
        outcome: 'billed',
        status: 200,
      },
    ])
    expect(JSON.stringify(simulator.bill())).not.toContain(key)
    const billed = simulator.bill().reduce((sum, line) => sum + line.credits, 0)
    expect(await balanceOf(simulator)).toBe(1000 - billed)
    expect(simulator.bill(2).map((line) => line.seq)).toEqual([3])
  })
})

describe('the rate limit', () => {
  it('locks a key for a minute after 150 requests in ten seconds', async () => {
    let now = 1_000_000
    await using simulator = await withSimulator({ now: () => now })
    const ask = async (with_ = key) => (await simulator.generate('core', {}, bearer(with_))).status
    for (let count = 0; count < 150; count += 1) expect(await ask()).toBe(400)
    const refused = await simulator.generate('core', { prompt: 'x' })
    expect(refused.status).toBe(429)
    expect(await refused.json()).toMatchObject({
      id: 'rate_limit_exceeded',
      name: 'rate_limit_exceeded',
    })
    expect(await ask('sk-sim-another-one')).toBe(400)
    now += 59_000
    expect(await ask()).toBe(429)
    now += 2000
    expect(await ask()).toBe(400)
  })
})
