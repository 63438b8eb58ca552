import { describe, expect, it } from 'vitest'
import { falCode, falDialect, plainError } from './fal-dialect.ts'

const read = (body: string) => falDialect.errorOf(Buffer.from(body))

describe('how fal says no', () => {
  it.each([
    [422, 'content_policy_violation', 'PROMPT_REFUSED'],
    [500, 'content_policy_violation', 'PROMPT_REFUSED'],
    [422, 'value_error', 'BAD_REQUEST'],
    [400, plainError, 'BAD_REQUEST'],
    [401, plainError, 'KEY_REFUSED'],
    [402, plainError, 'OUT_OF_CREDITS'],
    [403, plainError, 'OUT_OF_CREDITS'],
    [403, null, 'UPSTREAM_ERROR'],
    [413, plainError, 'PAYLOAD_TOO_LARGE'],
    [429, plainError, 'RATE_LIMITED'],
    [504, 'generation_timeout', 'UPSTREAM_ERROR'],
    [500, 'constructor', 'UPSTREAM_ERROR'],
    [302, null, 'INVALID_ANSWER'],
  ])('%i with %j is %s', (status, name, code) => {
    expect(falCode(status, name)).toBe(code)
  })

  it('is read in all of its shapes', () => {
    const typed = { detail: [{ loc: ['body'], msg: 'words', type: 'content_policy_violation' }] }
    expect(read(JSON.stringify(typed))).toMatchObject({ name: 'content_policy_violation' })
    expect(read('{"detail":"locked"}')).toEqual({ id: null, name: plainError, text: 'locked' })
    expect(read('{"message":"busy"}')).toEqual({ id: null, name: plainError, text: 'busy' })
  })

  it.each(['', '<html>', '{}', '{"detail":[]}', '{"detail":[{"msg":"x"}]}', 'null'])(
    'is not %j',
    (body) => {
      expect(read(body)).toBeNull()
    },
  )
})
