import { describe, expect, it } from 'vitest'
import { tinyPng, tinyWebp } from '../testing/tiny-images.ts'
import { downloadOutcome, imageOutcome, seedOf } from './image-outcome.ts'

const facts = { format: 'png', seed: 7, requestId: 'req-1', costE4: 5n } as const

describe('bytes', () => {
  it('are the picture that was asked for, with what is known of it', () => {
    expect(imageOutcome(tinyPng, facts)).toEqual({
      kind: 'image',
      bytes: tinyPng,
      mimeType: 'image/png',
      seed: 7,
      upstreamRequestId: 'req-1',
      costE4: 5n,
    })
  })

  it('of another format are one only where the vendor chooses', () => {
    expect(imageOutcome(tinyWebp, facts)).toMatchObject({ code: 'INVALID_ANSWER' })
    expect(imageOutcome(tinyWebp, { ...facts, format: null })).toMatchObject({
      mimeType: 'image/webp',
    })
    expect(imageOutcome(Buffer.from('sorry'), { ...facts, format: null })).toMatchObject({
      code: 'INVALID_ANSWER',
    })
  })
})

it('a result that had to be fetched is refused only by a definite answer', () => {
  const bytes = new Uint8Array(tinyPng)
  expect(downloadOutcome({ kind: 'bytes', bytes, format: 'png' }, facts).kind).toBe('image')
  expect(downloadOutcome({ kind: 'unknown', reason: 'timeout' }, facts)).toEqual({
    kind: 'unknown',
    reason: 'timeout',
  })
  for (const download of [{ kind: 'gone' }, { kind: 'unreadable', detail: 'a page' }] as const)
    expect(downloadOutcome(download, facts)).toMatchObject({
      kind: 'refused',
      code: 'INVALID_ANSWER',
      upstreamRequestId: 'req-1',
    })
  expect(downloadOutcome({ kind: 'too-large' }, facts)).toEqual({
    kind: 'refused',
    code: 'OUTPUT_TOO_LARGE',
    upstreamRequestId: 'req-1',
  })
})

it('a seed is a whole number that a double holds, or none', () => {
  for (const value of [0, 7, '7', 4_294_967_294]) expect(seedOf(value)).toBe(Number(value))
  for (const value of [-1, 0.5, Number.NaN, 1e300, 2 ** 53, '1e3', '-1', '', null, undefined, {}])
    expect(seedOf(value)).toBeNull()
})
