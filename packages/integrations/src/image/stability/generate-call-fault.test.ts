import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import type { GenerateCall } from '../image-upstream.ts'
import { generateCallFault } from './generate-call-fault.ts'

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
  ])('is good with %j', (change) => expect(generateCallFault({ ...call, ...change })).toBeNull())

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
    expect(generateCallFault({ ...call, ...change } as GenerateCall)).toMatch(
      new RegExp(`^${field}: `),
    )
  })

  it('is faulted without repeating what it said', () => {
    expect(generateCallFault({ ...call, aspectRatio: 'secret!' })).not.toContain('secret')
  })
})
