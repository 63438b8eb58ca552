import { describe, expect, it } from 'vitest'
import { accountRefusalCode, refusalCode } from './refusal-code.ts'

describe('a refusal to generate', () => {
  it.each([
    [400, 'bad_request', 'BAD_REQUEST'],
    [400, null, 'BAD_REQUEST'],
    [401, 'unauthorized', 'KEY_REFUSED'],
    [401, null, 'KEY_REFUSED'],
    [402, 'payment_required', 'OUT_OF_CREDITS'],
    [402, null, 'OUT_OF_CREDITS'],
    [403, 'content_moderation', 'PROMPT_REFUSED'],
    [403, 'permission_denied', 'KEY_REFUSED'],
    [403, null, 'UPSTREAM_ERROR'],
    [404, 'not_found', 'UPSTREAM_ERROR'],
    [413, 'payload_too_large', 'PAYLOAD_TOO_LARGE'],
    [422, 'invalid_language', 'LANGUAGE_UNSUPPORTED'],
    [422, 'public_figure', 'PUBLIC_FIGURE'],
    [422, 'something_new', 'BAD_REQUEST'],
    [429, 'rate_limit_exceeded', 'RATE_LIMITED'],
    [429, null, 'RATE_LIMITED'],
    [418, null, 'UPSTREAM_ERROR'],
    [500, 'internal_error', 'UPSTREAM_ERROR'],
    [503, null, 'UPSTREAM_ERROR'],
    [301, null, 'INVALID_ANSWER'],
  ] as const)('of %d %s is %s', (status, name, code) =>
    expect(refusalCode(status, name)).toBe(code),
  )
})

describe('a refusal of an account call', () => {
  it.each([
    [401, 'KEY_REFUSED'],
    [403, 'KEY_REFUSED'],
    [404, 'UPSTREAM_ERROR'],
    [429, 'RATE_LIMITED'],
    [500, 'UPSTREAM_ERROR'],
    [302, 'INVALID_ANSWER'],
    [204, 'INVALID_ANSWER'],
  ] as const)('of %d is %s', (status, code) => expect(accountRefusalCode(status)).toBe(code))
})
