import { blameOf, type UpstreamErrorCode } from '@aetherflow/integrations/image/image-upstream'
import { describe, expect, it, test } from 'vitest'
import { classifyFailure, classifyOutcome, failureCodes } from './classify-outcome.ts'

const upstreamCodes = Object.keys(blameOf) as UpstreamErrorCode[]

describe('a refusal', () => {
  for (const code of upstreamCodes) {
    const failure = classifyFailure(code)
    if (blameOf[code] === 'consumer') {
      test(`${code} ends the task and never hurts the provider`, () => {
        expect(failure).toMatchObject({ retry: false, breaker: false, pause: null, lockMs: null })
      })
    } else {
      test(`${code} is tried elsewhere and never strikes the consumer`, () => {
        expect(failure).toMatchObject({ retry: true, strike: false })
      })
    }
  }

  it('is known for every code an upstream may answer', () => {
    expect(failureCodes).toEqual(expect.arrayContaining(upstreamCodes))
  })

  it('stops a resource only for its key', () => {
    expect(failureCodes.filter((code) => classifyFailure(code).pause !== null)).toEqual([
      'KEY_REFUSED',
      'OUT_OF_CREDITS',
      'CREDENTIAL_UNREADABLE',
    ])
  })

  it('keeps credits spent only where the upstream may have billed', () => {
    expect(failureCodes.filter((code) => classifyFailure(code).billed)).toEqual([
      'OUTPUT_FILTERED',
      'INVALID_ANSWER',
      'STORAGE_FAILED',
    ])
  })
})

describe('a rate limit', () => {
  it('locks the account for a minute unless the upstream says otherwise', () => {
    expect(classifyFailure('RATE_LIMITED').lockMs).toBe(60_000)
    expect(classifyFailure('RATE_LIMITED', 5_000).lockMs).toBe(5_000)
  })

  it('is bounded whatever the upstream says', () => {
    expect(classifyFailure('RATE_LIMITED', 0).lockMs).toBe(1_000)
    expect(classifyFailure('RATE_LIMITED', 1e12).lockMs).toBe(600_000)
  })

  it('is the only code that a wait applies to', () => {
    expect(classifyFailure('UPSTREAM_ERROR', 5_000).lockMs).toBeNull()
  })
})

describe('an answer', () => {
  it('with an image is delivered', () => {
    const bytes = new Uint8Array([1])
    expect(
      classifyOutcome({
        kind: 'image',
        bytes,
        mimeType: 'image/png',
        seed: 1,
        upstreamRequestId: null,
      }),
    ).toEqual({ kind: 'delivered' })
  })

  it('that refuses is classed by its code', () => {
    expect(
      classifyOutcome({
        kind: 'refused',
        code: 'RATE_LIMITED',
        upstreamRequestId: null,
        retryAfterMs: 2_000,
      }),
    ).toEqual({ kind: 'failed', failure: classifyFailure('RATE_LIMITED', 2_000) })
  })

  it('that never came is unknown, not failed', () => {
    expect(classifyOutcome({ kind: 'unknown', reason: 'timeout' })).toEqual({
      kind: 'unknown',
      code: 'TIMEOUT',
    })
    expect(classifyOutcome({ kind: 'unknown', reason: 'connection-lost' })).toEqual({
      kind: 'unknown',
      code: 'CONNECTION_LOST',
    })
    expect(classifyOutcome({ kind: 'unknown', reason: 'unreadable-answer' })).toEqual({
      kind: 'unknown',
      code: 'UNREADABLE_ANSWER',
    })
  })
})
