import { describe, expect, it } from 'vitest'
import { dashscopeCode, dashscopeDialect } from './dashscope-error.ts'

describe('a refusal', () => {
  it.each([
    [401, 'InvalidApiKey', 'KEY_REFUSED'],
    [401, 'invalid_api_key', 'KEY_REFUSED'],
    [403, 'AccessDenied', 'KEY_REFUSED'],
    [403, 'AccessDenied.Unpurchased', 'KEY_REFUSED'],
    [400, 'Arrearage', 'OUT_OF_CREDITS'],
    [403, 'AllocationQuota.FreeTierOnly', 'OUT_OF_CREDITS'],
    [400, 'InvalidParameter', 'BAD_REQUEST'],
    [400, 'DataInspectionFailed', 'PROMPT_REFUSED'],
    [400, 'IPInfringementSuspect', 'PROMPT_REFUSED'],
    [429, 'Throttling', 'RATE_LIMITED'],
    [429, 'Throttling.RateQuota', 'RATE_LIMITED'],
    [429, 'Throttling.AllocationQuota', 'RATE_LIMITED'],
    [404, 'ModelNotFound', 'UPSTREAM_ERROR'],
    [500, 'InternalError.Timeout', 'UPSTREAM_ERROR'],
    [400, null, 'BAD_REQUEST'],
    [401, null, 'KEY_REFUSED'],
    [403, null, 'UPSTREAM_ERROR'],
    [413, null, 'PAYLOAD_TOO_LARGE'],
    [429, null, 'RATE_LIMITED'],
    [503, 'Whatever', 'UPSTREAM_ERROR'],
    [302, null, 'INVALID_ANSWER'],
  ])('%d %s is %s', (status, name, code) => expect(dashscopeCode(status, name)).toBe(code))
})

describe('an error body', () => {
  const read = (body: unknown) => dashscopeDialect.errorOf(Buffer.from(JSON.stringify(body)))

  it('is read in both of its shapes', () => {
    const expected = { id: 'r-1', name: 'Throttling', text: 'm' }
    expect(read({ code: 'Throttling', message: 'm', request_id: 'r-1' })).toEqual(expected)
    expect(read({ error: { code: 'Throttling', message: 'm' }, request_id: 'r-1' })).toEqual(
      expected,
    )
  })

  it.each([[{}], ['Throttling'], [{ code: 429 }], [{ error: 'Throttling' }]])('is not %j', (body) =>
    expect(read(body)).toBeNull(),
  )
})
