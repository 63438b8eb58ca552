import { describe, expect, it } from 'vitest'
import { Secret } from '@aetherflow/crypto/secret'
import { callFault } from './call-fault.ts'
import type { GenerateCall, PublishedModel } from './image-upstream.ts'
import { textToImage } from './model-capability.ts'

const model: PublishedModel = {
  id: 'made-up:one',
  name: 'One',
  costE4: 10_000n,
  source: 'a test',
  callClass: 'at-most-once',
  callTimeoutMs: 60_000,
  capability: textToImage({
    aspectRatios: ['1:1'],
    sizes: { '1:1': { width: 64, height: 64 } },
    maxPromptChars: 100,
    seed: { min: 0, max: 9 },
    inputs: [
      {
        name: 'image',
        required: false,
        minSide: 64,
        maxSide: 1024,
        minPixels: 4096,
        maxPixels: 1_000_000,
        maxRatio: 3,
        maxBytes: 1000,
      },
    ],
    options: [
      {
        name: 'strength',
        label: { en: 'Strength', zh: '强度' },
        required: false,
        kind: 'number',
        min: 0,
        max: 1,
        step: 0.1,
        default: null,
      },
    ],
  }),
}
const call: GenerateCall = {
  key: new Secret('x'),
  model: model.id,
  prompt: 'a lighthouse',
  aspectRatio: '1:1',
  outputFormat: 'png',
  attemptId: '0193-attempt',
  timeoutMs: 60_000,
}
const picture = (width: number, height: number, sizeBytes = 100) => ({
  bytes: new Uint8Array(sizeBytes),
  mimeType: 'image/png' as const,
  width,
  height,
})
const without = ({ aspectRatio: _left, ...rest }: GenerateCall): GenerateCall => rest

describe('a call', () => {
  it.each([
    {},
    { prompt: 'x'.repeat(100) },
    { negativePrompt: '' },
    { seed: 0 },
    { seed: 9 },
    { inputs: { image: picture(64, 192) } },
    { options: { strength: 0.5 } },
  ])('is good with %j', (change) => expect(callFault({ ...call, ...change }, [model])).toBeNull())

  it.each([
    ['model', { model: 'made-up:two' }],
    ['prompt', { prompt: ' \n' }],
    ['prompt', { prompt: 'x'.repeat(101) }],
    ['negativePrompt', { negativePrompt: 'fog' }],
    ['aspectRatio', { aspectRatio: '__proto__' }],
    ['stylePreset', { stylePreset: 'anime' }],
    ['seed', { seed: 10 }],
    ['seed', { seed: 1.5 }],
    ['outputFormat', { outputFormat: 'webp' as const }],
    ['attemptId', { attemptId: 'a\r\nx: y' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['image', { inputs: { image: picture(63, 100) } }],
    ['image', { inputs: { image: picture(100, 301) } }],
    ['image', { inputs: { image: picture(100, 100, 1001) } }],
    ['mask', { inputs: { mask: picture(100, 100) } }],
    ['options', { options: { strength: 2 } }],
    ['options', { options: { fidelity: 1 } }],
  ])('is faulted by its %s', (field, change) => {
    expect(callFault({ ...call, ...change }, [model])).toMatch(new RegExp(`^${field}: `))
  })

  it('needs a ratio where the model has ratios', () => {
    expect(callFault(without(call), [model])).toBe('aspectRatio: not offered')
  })

  it('is faulted without repeating what it said', () => {
    expect(callFault({ ...call, stylePreset: 'secret!' }, [model])).not.toContain('secret')
  })
})
