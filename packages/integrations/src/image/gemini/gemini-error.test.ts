import { describe, expect, it } from 'vitest'
import { geminiCode, geminiDialect, retryDelayMs } from './gemini-error.ts'

const bodyOf = (error: unknown) => Buffer.from(JSON.stringify({ error }))
const info = (reason: string) => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
})

describe('a refusal', () => {
  it.each([
    [400, 'API_KEY_INVALID', 'KEY_REFUSED'],
    [401, 'UNAUTHENTICATED', 'KEY_REFUSED'],
    [403, 'PERMISSION_DENIED', 'KEY_REFUSED'],
    [403, 'BILLING_DISABLED', 'OUT_OF_CREDITS'],
    [400, 'INVALID_ARGUMENT', 'BAD_REQUEST'],
    [400, 'FAILED_PRECONDITION', 'UPSTREAM_ERROR'],
    [404, 'NOT_FOUND', 'UPSTREAM_ERROR'],
    [429, 'RESOURCE_EXHAUSTED', 'RATE_LIMITED'],
    [500, 'INTERNAL', 'UPSTREAM_ERROR'],
    [503, 'UNAVAILABLE', 'UPSTREAM_ERROR'],
    [504, 'DEADLINE_EXCEEDED', 'UPSTREAM_ERROR'],
    [400, null, 'BAD_REQUEST'],
    [401, null, 'KEY_REFUSED'],
    [403, null, 'UPSTREAM_ERROR'],
    [413, null, 'PAYLOAD_TOO_LARGE'],
    [429, null, 'RATE_LIMITED'],
    [302, null, 'INVALID_ANSWER'],
  ])('%d %s is %s', (status, name, code) => expect(geminiCode(status, name)).toBe(code))
})

describe('an error body', () => {
  it('is named by its reason, which tells a wrong key from a wrong request', () => {
    const error = { code: 400, message: 'm', status: 'INVALID_ARGUMENT' }
    const named = (details: unknown) => geminiDialect.errorOf(bodyOf({ ...error, details }))?.name
    expect(named([info('API_KEY_INVALID')])).toBe('API_KEY_INVALID')
    expect(named([info('SOMETHING_NEW')])).toBe('INVALID_ARGUMENT')
    expect(named(undefined)).toBe('INVALID_ARGUMENT')
    expect(named('nonsense')).toBe('INVALID_ARGUMENT')
  })

  it('is not anything else', () => {
    expect(geminiDialect.errorOf(Buffer.from('<html>'))).toBeNull()
    expect(geminiDialect.errorOf(bodyOf('no'))).toBeNull()
  })
})

describe('a delay', () => {
  const delay = (retryDelay: unknown) =>
    retryDelayMs(bodyOf({ details: [{ '@type': 'google.rpc.RetryInfo', retryDelay }, info('x')] }))

  it('is rounded up to whole seconds, and at most an hour', () => {
    expect(delay('34s')).toBe(35_000)
    expect(delay('34.074824224s')).toBe(35_000)
    expect(delay('999999s')).toBe(3_600_000)
  })

  it.each(['34', '-1s', 'soon', 34, undefined])('is not read from %j', (text) =>
    expect(delay(text)).toBeNull(),
  )
})
