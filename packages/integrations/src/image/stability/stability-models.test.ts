import { describe, expect, it } from 'vitest'
import { stabilityModels, stabilityRoute } from './stability-models.ts'

const drawing = stabilityModels.filter(({ capability }) => capability.operation === 'text-to-image')
const editing = stabilityModels.filter(({ capability }) => capability.operation !== 'text-to-image')

describe('the published models', () => {
  it('cost what the price list says', () => {
    expect(Object.fromEntries(stabilityModels.map((model) => [model.id, model.costE4]))).toEqual({
      'stability:ultra': 80_000n,
      'stability:core': 30_000n,
      'stability:sd3.5-large': 65_000n,
      'stability:sd3.5-large-turbo': 40_000n,
      'stability:sd3.5-medium': 35_000n,
      'stability:ultra-image': 80_000n,
      'stability:sd3.5-large-image': 65_000n,
      'stability:sd3.5-large-turbo-image': 40_000n,
      'stability:sd3.5-medium-image': 35_000n,
      'stability:upscale-fast': 20_000n,
      'stability:upscale-conservative': 400_000n,
      'stability:upscale-creative': 600_000n,
      'stability:remove-background': 50_000n,
      'stability:inpaint': 50_000n,
      'stability:erase': 50_000n,
      'stability:outpaint': 40_000n,
      'stability:search-and-replace': 50_000n,
      'stability:search-and-recolor': 50_000n,
    })
  })

  it.each(drawing)('$id has nine ratios, each with a size of that shape', ({ capability }) => {
    expect(capability.aspectRatios).toHaveLength(9)
    expect(Object.keys(capability.sizes)).toEqual(capability.aspectRatios)
    for (const [ratio, { width, height }] of Object.entries(capability.sizes)) {
      const [across = 0, down = 1] = ratio.split(':').map(Number)
      expect(Math.abs(width / height / (across / down) - 1)).toBeLessThan(0.05)
      expect(Number.isInteger(width) && Number.isInteger(height)).toBe(true)
    }
    expect(new Set(capability.stylePresets).size).toBe(17)
  })

  it.each(stabilityModels)('$id waits as long as its kind needs', ({ id, callTimeoutMs }) => {
    const quick = id === 'stability:core' || id === 'stability:upscale-fast'
    const slow = id === 'stability:upscale-creative'
    expect(callTimeoutMs).toBe(quick ? 60_000 : slow ? 300_000 : 120_000)
  })

  it('name a job only where the route is asynchronous', () => {
    const jobs = stabilityModels.filter(({ callClass }) => callClass === 'job-id')
    expect(jobs.map(({ id }) => id)).toEqual(['stability:upscale-creative'])
  })

  it.each(editing)('$id takes its shape from the picture and says everything twice', (model) => {
    const { aspectRatios, inputs, options, needsOneOf } = model.capability
    expect(aspectRatios).toEqual([])
    expect(inputs[0]).toMatchObject({ name: 'image', required: true })
    const sum = inputs.reduce((bytes, { maxBytes }) => bytes + maxBytes, 0)
    expect(sum).toBeLessThan(10 * 1024 * 1024)
    for (const { name, label } of options) {
      expect(name).toMatch(/^[a-z][a-z_]{0,39}$/)
      expect(label.zh).toMatch(/\p{Script=Han}/u)
      expect(label.en).not.toBe('')
    }
    expect(options.map(({ name }) => name)).toEqual(expect.arrayContaining(needsOneOf))
  })

  it('hold nothing that JSON would change, since they become rows', () => {
    for (const { capability } of stabilityModels)
      expect(JSON.parse(JSON.stringify(capability))).toEqual(capability)
  })

  it.each([
    ['ultra', 'generate/ultra', {}],
    ['core', 'generate/core', {}],
    ['ultra-image', 'generate/ultra', {}],
    ['sd3.5-large-turbo', 'generate/sd3', { model: 'sd3.5-large-turbo' }],
    ['sd3.5-medium-image', 'generate/sd3', { model: 'sd3.5-medium', mode: 'image-to-image' }],
    ['upscale-creative', 'upscale/creative', {}],
    ['erase', 'edit/erase', {}],
  ])('%s is called at %s', (name, path, fixed) => {
    expect(stabilityRoute(`stability:${name}`)).toMatchObject({
      path: `/v2beta/stable-image/${path}`,
      fixed,
    })
  })

  it('are the only ones that are called', () => {
    expect(stabilityRoute('stability:sd9')).toBeNull()
    expect(stabilityRoute('ultra')).toBeNull()
  })
})
