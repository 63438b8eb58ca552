import { blameOf, type UpstreamErrorCode } from '@aetherflow/integrations/image/image-upstream'
import { describe, expect, it, test } from 'vitest'
import { classifyFailure, failureCodes } from './classify-failure.ts'

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
      'OUTPUT_TOO_LARGE',
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
