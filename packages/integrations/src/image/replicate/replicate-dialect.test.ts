import { describe, expect, it } from 'vitest'
import { failureCode, replicateCode, replicateDialect } from './replicate-dialect.ts'

const read = (body: string) => replicateDialect.errorOf(Buffer.from(body))

describe('how Replicate says no', () => {
  it.each([
    [400, 'error', 'BAD_REQUEST'],
    [401, 'error', 'KEY_REFUSED'],
    [402, 'error', 'OUT_OF_CREDITS'],
    [403, 'error', 'KEY_REFUSED'],
    [403, null, 'UPSTREAM_ERROR'],
    [404, 'error', 'UPSTREAM_ERROR'],
    [413, 'error', 'PAYLOAD_TOO_LARGE'],
    [422, 'error', 'BAD_REQUEST'],
    [429, 'error', 'RATE_LIMITED'],
    [503, null, 'UPSTREAM_ERROR'],
    [302, null, 'INVALID_ANSWER'],
  ])('%i with %j is %s', (status, name, code) => {
    expect(replicateCode(status, name)).toBe(code)
  })

  it('is read by its detail, else by its title', () => {
    expect(read('{"title":"Unauthenticated","detail":"no token","status":401}')?.text).toBe(
      'no token',
    )
    expect(read('{"title":"Throttled"}')?.text).toBe('Throttled')
  })

  it.each(['', '<html>', '{}', '{"detail":7}', 'null'])('is not %j', (body) => {
    expect(read(body)).toBeNull()
  })
})

describe('why a prediction failed', () => {
  it.each([
    ['flagged (E005)', false, 'PROMPT_REFUSED'],
    ['flagged (E005)', true, 'OUTPUT_FILTERED'],
    ['flagged (E005) and more', false, 'UPSTREAM_ERROR'],
    ['E005', false, 'UPSTREAM_ERROR'],
    ['bad input (E006)', true, 'BAD_REQUEST'],
    ['of next year (E99999)', true, 'UPSTREAM_ERROR'],
    ['', false, 'UPSTREAM_ERROR'],
  ] as const)('%j, run: %s, is %s', (error, hasRun, code) => {
    expect(failureCode(error, hasRun)).toBe(code)
  })
})
