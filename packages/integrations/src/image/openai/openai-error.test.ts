import { describe, expect, it } from 'vitest'
import { openaiCode, openaiDialect } from './openai-error.ts'

describe('a refusal', () => {
  it.each([
    [400, 'invalid_value', 'BAD_REQUEST'],
    [400, 'moderation_blocked', 'PROMPT_REFUSED'],
    [400, 'moderation_blocked:output', 'OUTPUT_FILTERED'],
    [400, 'billing_hard_limit_reached', 'OUT_OF_CREDITS'],
    [400, null, 'BAD_REQUEST'],
    [401, 'invalid_api_key', 'KEY_REFUSED'],
    [401, null, 'KEY_REFUSED'],
    [403, 'invalid_request_error', 'KEY_REFUSED'],
    [403, 'unsupported_country_region_territory', 'UPSTREAM_ERROR'],
    [403, null, 'UPSTREAM_ERROR'],
    [404, 'model_not_found', 'UPSTREAM_ERROR'],
    [404, null, 'UPSTREAM_ERROR'],
    [413, null, 'PAYLOAD_TOO_LARGE'],
    [429, 'rate_limit_exceeded', 'RATE_LIMITED'],
    [429, 'insufficient_quota', 'OUT_OF_CREDITS'],
    [429, null, 'RATE_LIMITED'],
    [500, 'server_error', 'UPSTREAM_ERROR'],
    [503, null, 'UPSTREAM_ERROR'],
    [302, null, 'INVALID_ANSWER'],
    [400, 'constructor', 'BAD_REQUEST'],
  ])('%d %s is %s', (status, name, code) => expect(openaiCode(status, name)).toBe(code))
})

describe('an error body', () => {
  const read = (body: unknown) => openaiDialect.errorOf(Buffer.from(JSON.stringify(body)))

  it('is named by its code, or by its type where there is none', () => {
    expect(read({ error: { message: 'm', type: 't', code: 'c' } })?.name).toBe('c')
    expect(read({ error: { message: 'm', type: 't', code: null } })?.name).toBe('t')
  })

  it('says where moderation stopped it', () => {
    const error = { message: 'm', code: 'moderation_blocked' }
    expect(read({ error: { ...error, moderation_stage: 'output' } })?.name).toBe(
      'moderation_blocked:output',
    )
    expect(read({ error: { ...error, moderation_stage: 'input' } })?.name).toBe(
      'moderation_blocked',
    )
  })

  it.each([[{}], [[]], ['no'], [{ error: 'rate_limit_exceeded' }]])('is not %j', (body) =>
    expect(read(body)).toBeNull(),
  )
})
