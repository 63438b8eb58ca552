import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { callFault } from '../call-fault.ts'
import type { GenerateCall, InputPicture } from '../image-upstream.ts'
import { stabilityModels } from './stability-models.ts'

const faultOf = (call: GenerateCall) => callFault(call, stabilityModels)

const call: GenerateCall = {
  key: new Secret('sk-test-0123456789'),
  model: 'stability:core',
  prompt: 'a lighthouse',
  aspectRatio: '1:1',
  outputFormat: 'png',
  attemptId: '0193-attempt',
  timeoutMs: 60_000,
}

describe('a call', () => {
  it.each([
    {},
    { prompt: 'x'.repeat(10_000) },
    { negativePrompt: '' },
    { negativePrompt: 'fog', seed: 0, stylePreset: 'anime' },
    { seed: 4_294_967_294 },
    { prompt: '灯塔' },
  ])('is good with %j', (change) => expect(faultOf({ ...call, ...change })).toBeNull())

  it.each([
    ['model', { model: 'stability:sd9' }],
    ['model', { model: '../v1/user' }],
    ['prompt', { prompt: '' }],
    ['prompt', { prompt: ' \n\t' }],
    ['prompt', { prompt: 'x'.repeat(10_001) }],
    ['negativePrompt', { negativePrompt: 'x'.repeat(10_001) }],
    ['aspectRatio', { aspectRatio: '1:2' }],
    ['aspectRatio', { aspectRatio: '__proto__' }],
    ['stylePreset', { stylePreset: 'van-gogh' }],
    ['seed', { seed: -1 }],
    ['seed', { seed: 1.5 }],
    ['seed', { seed: 4_294_967_295 }],
    ['seed', { seed: Number.NaN }],
    ['outputFormat', { outputFormat: 'gif' }],
    ['attemptId', { attemptId: 'a\r\nauthorization: x' }],
    ['attemptId', { attemptId: 'x'.repeat(257) }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: 600_001 }],
  ])('is faulted by its %s', (field, change) => {
    expect(faultOf({ ...call, ...change } as GenerateCall)).toMatch(new RegExp(`^${field}: `))
  })

  it('is faulted without repeating what it said', () => {
    expect(faultOf({ ...call, aspectRatio: 'secret!' })).not.toContain('secret')
  })
})

const square = (side: number, sizeBytes = 1000): InputPicture => ({
  bytes: new Uint8Array(sizeBytes),
  mimeType: 'image/png',
  width: side,
  height: side,
})
const edit = (model: string, change: Partial<GenerateCall> = {}): GenerateCall => {
  const { aspectRatio: _ratio, ...rest } = call
  return { ...rest, model, inputs: { image: square(512) }, ...change }
}

describe('a call with a picture', () => {
  const enlarged = { prompt: '', outputFormat: 'webp' } as const
  it.each([
    edit('stability:ultra-image', { options: { strength: 0 } }),
    edit('stability:sd3.5-medium-image', { options: { strength: 1, cfg_scale: 4 } }),
    edit('stability:upscale-fast', enlarged),
    edit('stability:upscale-conservative'),
    edit('stability:upscale-creative', { options: { creativity: 0.3 } }),
    edit('stability:remove-background', { prompt: '', outputFormat: 'webp' }),
    edit('stability:inpaint', { inputs: { image: square(512), mask: square(512) } }),
    edit('stability:erase', { prompt: '', options: { grow_mask: 20 } }),
    edit('stability:outpaint', { prompt: '', options: { left: 200 } }),
    edit('stability:search-and-replace', { options: { search_prompt: 'the boat' } }),
    edit('stability:search-and-recolor', { options: { select_prompt: 'the boat' } }),
  ])('is good: $model', (good) => expect(faultOf(good)).toBeNull())

  it.each([
    ['aspectRatio', edit('stability:inpaint', { aspectRatio: '1:1' })],
    ['image', edit('stability:inpaint', { inputs: {} })],
    ['image', { ...call, inputs: { image: square(512) } }],
    ['mask', edit('stability:outpaint', { inputs: { image: square(512), mask: square(512) } })],
    ['image: side', edit('stability:upscale-fast', { ...enlarged, inputs: { image: square(31) } })],
    ['image: pixels', edit('stability:inpaint', { inputs: { image: square(4000) } })],
    ['image: bytes', edit('stability:inpaint', { inputs: { image: square(64, 8_200_000) } })],
    [
      'image: ratio',
      edit('stability:outpaint', {
        options: { left: 9 },
        inputs: { image: { ...square(100), width: 251 } },
      }),
    ],
    ['prompt', edit('stability:upscale-fast')],
    ['prompt', edit('stability:inpaint', { prompt: '' })],
    ['negativePrompt', edit('stability:outpaint', { negativePrompt: 'fog', options: { up: 1 } })],
    ['outputFormat', edit('stability:upscale-fast', { prompt: '' })],
    ['outputFormat', edit('stability:remove-background', { prompt: '', outputFormat: 'jpeg' })],
    ['seed', edit('stability:remove-background', { prompt: '', seed: 1 })],
    ['options', edit('stability:ultra-image')],
    ['options', edit('stability:ultra-image', { options: { strength: 1.01 } })],
    ['options', edit('stability:outpaint')],
    ['options', edit('stability:outpaint', { options: { left: 0, creativity: 0.5 } })],
    ['options', edit('stability:outpaint', { options: { down: 2001 } })],
    ['options', edit('stability:outpaint', { options: { up: 1.5 } })],
    ['options', edit('stability:search-and-replace')],
    ['options', edit('stability:inpaint', { options: { mode: 'text-to-image' } })],
  ] as const)('is faulted by its %s', (fault, bad) =>
    expect(faultOf(bad)?.startsWith(fault)).toBe(true),
  )
})
