import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestSimulator, withSimulator } from '../testing/with-simulator.ts'

let simulator: TestSimulator
beforeAll(async () => {
  simulator = await withSimulator({ pictures: 'quick', rateLimit: false })
})
afterAll(() => simulator[Symbol.asyncDispose]())

const width = 96
const height = 64
/** A blue field with a red square in its middle. */
async function scene(): Promise<Blob> {
  const square = await sharp({ create: { width: 32, height: 32, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  const bytes = await sharp({ create: { width, height, channels: 3, background: 'blue' } })
    .composite([{ input: square, left: 32, top: 16 }])
    .png()
    .toBuffer()
  return new Blob([new Uint8Array(bytes)], { type: 'image/png' })
}
async function flat(background: string, size = { width, height }): Promise<Blob> {
  const bytes = await sharp({ create: { ...size, channels: 4, background } })
    .png()
    .toBuffer()
  return new Blob([new Uint8Array(bytes)], { type: 'image/png' })
}
/** White on the left half. */
async function leftHalf(): Promise<Blob> {
  const white = await sharp({ create: { width: 48, height, channels: 3, background: 'white' } })
    .png()
    .toBuffer()
  const bytes = await sharp({ create: { width, height, channels: 3, background: 'black' } })
    .composite([{ input: white, left: 0, top: 0 }])
    .png()
    .toBuffer()
  return new Blob([new Uint8Array(bytes)], { type: 'image/png' })
}

function post(path: string, fields: Record<string, string | Blob>, key = 'sk-sim-0123456789') {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return fetch(`${simulator.stabilityUrl}/v2beta/stable-image/${path}`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${key}`, accept: 'image/*' },
  })
}
async function pixels(answer: Response | Blob) {
  if (answer instanceof Response) expect(answer.status).toBe(200)
  const bytes = Buffer.from(await answer.arrayBuffer())
  const { data, info } = await sharp(bytes)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 4).subarray(0, 4)]
  return { data, width: info.width, height: info.height, at }
}
const credits = () => simulator.bill().at(-1)?.credits
const refusal = async (answer: Response) => {
  expect(answer.status).toBe(400)
  return ((await answer.json()) as { errors: string[] }).errors
}

describe('a simulated edit', () => {
  it('of inpaint changes what the mask says, and nothing else', async () => {
    const image = await scene()
    const [before, after] = await Promise.all([
      pixels(image),
      post('edit/inpaint', {
        image,
        mask: await leftHalf(),
        prompt: 'a boat',
        grow_mask: '0',
      }).then(pixels),
    ])
    expect([after.width, after.height]).toEqual([width, height])
    let changed = 0
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) {
        const same = after.at(x, y).join() === before.at(x, y).join()
        if (x >= 48) expect(same).toBe(true)
        else if (!same) changed += 1
      }
    expect(changed).toBeGreaterThan((48 * height) / 2)
    expect(credits()).toBe(5)
  })

  it('of inpaint takes transparency for a mask, and needs one of both', async () => {
    const holed = await flat('#0000ff00')
    expect((await post('edit/inpaint', { image: holed, prompt: 'a boat' })).status).toBe(200)
    const errors = await refusal(
      await post('edit/inpaint', { image: await scene(), prompt: 'a boat' }),
    )
    expect(errors.join()).toContain('mask: is required')
  })

  it('of remove-background leaves the thing and takes the field away', async () => {
    const { at } = await pixels(await post('edit/remove-background', { image: await scene() }))
    expect(at(48, 32)).toEqual([255, 0, 0, 255])
    expect(at(2, 2)[3]).toBe(0)
    const errors = await refusal(
      await post('edit/remove-background', { image: await scene(), output_format: 'jpeg' }),
    )
    expect(errors).toEqual(['output_format: must be one of png, webp'])
  })

  it('of outpaint is as much larger as was asked, with the picture in its place', async () => {
    const answer = await post('edit/outpaint', { image: await scene(), left: '10', down: '6' })
    const after = await pixels(answer)
    expect([after.width, after.height]).toEqual([width + 10, height + 6])
    expect(after.at(10, 0)).toEqual([0, 0, 255, 255])
    expect(after.at(10 + 48, 32)).toEqual([255, 0, 0, 255])
    expect(credits()).toBe(4)
    const errors = await refusal(await post('edit/outpaint', { image: await scene() }))
    expect(errors.join()).toContain('at least one of left, right, up or down')
  })

  it('of erase fills with what is around', async () => {
    const after = await pixels(
      await post('edit/erase', { image: await scene(), mask: await leftHalf(), grow_mask: '0' }),
    )
    expect(after.at(40, 32)).not.toEqual([255, 0, 0, 255])
    expect(after.at(60, 32)).toEqual([255, 0, 0, 255])
  })

  it.each([
    ['edit/search-and-replace', 'search_prompt'],
    ['edit/search-and-recolor', 'select_prompt'],
  ])('of %s changes the middle only, and needs its %s', async (path, field) => {
    const image = await scene()
    const after = await pixels(await post(path, { image, prompt: 'a boat', [field]: 'the square' }))
    expect(after.at(48, 32)).not.toEqual([255, 0, 0, 255])
    expect(after.at(1, 1)).toEqual([0, 0, 255, 255])
    const errors = await refusal(await post(path, { image, prompt: 'a boat' }))
    expect(errors).toEqual([`${field}: is required`])
  })
})

describe('a simulated upscaler', () => {
  it('makes four times each side, of the same picture', async () => {
    const after = await pixels(await post('upscale/fast', { image: await scene() }))
    expect([after.width, after.height]).toEqual([width * 4, height * 4])
    expect(after.at(4, 4)).toEqual([0, 0, 255, 255])
    expect(after.at(48 * 4, 32 * 4)).toEqual([255, 0, 0, 255])
    expect(credits()).toBe(2)
  })

  it('makes four megapixels when it is conservative, and keeps to its bounds', async () => {
    const fields = { image: await scene(), prompt: 'a square' }
    const after = await pixels(await post('upscale/conservative', fields))
    expect(Math.abs(after.width * after.height - 4_194_304)).toBeLessThan(10_000)
    expect(credits()).toBe(40)
    const wide = await flat('#00f', { width: 251, height: 100 })
    expect(
      await refusal(
        await post('upscale/conservative', { ...fields, image: wide, creativity: '0.6' }),
      ),
    ).toEqual([
      'image: aspect ratio must be between 1:2.5 and 2.5:1',
      'creativity: must be between 0.2 and 0.5',
    ])
  })

  it('names a job when it is creative, and gives its picture to the account that asked', async () => {
    const fields = { image: await scene(), prompt: 'a square', output_format: 'webp' }
    const answer = await post('upscale/creative', fields, 'sk-sim-shared-pool-1')
    const { id } = (await answer.json()) as { id: string }
    expect(id).toMatch(/^[0-9a-f]{64}$/)
    expect(credits()).toBe(60)
    const ask = (key: string) =>
      fetch(`${simulator.stabilityUrl}/v2beta/results/${id}`, {
        headers: { authorization: `Bearer ${key}` },
      })
    let result = await ask('sk-sim-shared-pool-2')
    while (result.status === 202) {
      expect(await result.json()).toEqual({ id, status: 'in-progress' })
      result = await ask('sk-sim-shared-pool-2')
    }
    expect(result.headers.get('content-type')).toBe('image/webp')
    expect((await pixels(result)).width).toBeGreaterThan(2000)
    expect((await ask('sk-sim-0123456789')).status).toBe(404)
    expect((await ask('nobody')).status).toBe(401)
    expect(simulator.bill().filter((line) => line.model === 'upscale-creative')).toHaveLength(1)
  })
})

describe('a picture to begin with', () => {
  it('shows through as much as the strength leaves of it', async () => {
    const image = await flat('#00f')
    const drawn = async (strength: string) => {
      const fields = { image, strength, prompt: 'a boat', mode: 'image-to-image', seed: '7' }
      const { data } = await pixels(await post('generate/sd3', fields))
      let blue = 0
      for (let at = 0; at < data.length; at += 4)
        if (data[at] === 0 && data[at + 1] === 0 && data[at + 2] === 255) blue += 1
      return blue / (data.length / 4)
    }
    expect(await drawn('0')).toBe(1)
    expect(await drawn('1')).toBeLessThan(0.5)
  })

  it.each([
    ['edit/inpaint', { prompt: 'a boat' }, 'image: is required'],
    ['upscale/fast', {}, 'image: is required'],
    ['edit/outpaint', { left: '1', image: 'no file' }, 'image: is required'],
  ] as const)('is demanded by %s', async (path, fields, error) => {
    expect(await refusal(await post(path, fields))).toContain(error)
  })

  it('is no text, and no smaller than the vendor takes', async () => {
    const text = new Blob(['<svg/>'], { type: 'image/png' })
    expect(await refusal(await post('upscale/fast', { image: text }))).toEqual([
      'image: must be a jpeg, png or webp image',
    ])
    const tiny = await flat('#00f', { width: 31, height: 64 })
    expect(await refusal(await post('upscale/fast', { image: tiny }))).toEqual([
      'image: each side must be between 32 and 1536 pixels',
    ])
  })
})
