import { describe, expect, it } from 'vitest'
import { stabilityModels, stabilityRoute } from './stability-models.ts'

describe('the published models', () => {
  it('cost what the price list says', () => {
    expect(Object.fromEntries(stabilityModels.map((model) => [model.id, model.costE4]))).toEqual({
      'stability:ultra': 80_000n,
      'stability:core': 30_000n,
      'stability:sd3.5-large': 65_000n,
      'stability:sd3.5-large-turbo': 40_000n,
      'stability:sd3.5-medium': 35_000n,
    })
  })

  it.each(stabilityModels)(
    '$id has nine ratios, each with a size of that shape',
    ({ capability }) => {
      expect(capability.aspectRatios).toHaveLength(9)
      expect(Object.keys(capability.sizes)).toEqual(capability.aspectRatios)
      for (const [ratio, { width, height }] of Object.entries(capability.sizes)) {
        const [across = 0, down = 1] = ratio.split(':').map(Number)
        expect(Math.abs(width / height / (across / down) - 1)).toBeLessThan(0.05)
        expect(Number.isInteger(width) && Number.isInteger(height)).toBe(true)
      }
      expect(new Set(capability.stylePresets).size).toBe(17)
    },
  )

  it.each(stabilityModels)(
    '$id waits a minute for core and two for the others',
    ({ id, callTimeoutMs }) => {
      expect(callTimeoutMs).toBe(id === 'stability:core' ? 60_000 : 120_000)
    },
  )

  it.each([
    ['stability:ultra', '/v2beta/stable-image/generate/ultra', null],
    ['stability:core', '/v2beta/stable-image/generate/core', null],
    ['stability:sd3.5-large-turbo', '/v2beta/stable-image/generate/sd3', 'sd3.5-large-turbo'],
  ])('%s is called at %s', (id, path, modelField) => {
    expect(stabilityRoute(id)).toEqual({ path, modelField })
  })
})
