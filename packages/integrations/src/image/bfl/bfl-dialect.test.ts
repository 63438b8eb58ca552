import { describe, expect, it } from 'vitest'
import { bflCode, bflDialect } from './bfl-dialect.ts'

const read = (body: string) => bflDialect.errorOf(Buffer.from(body))

describe('how Black Forest Labs says no', () => {
  it.each([
    [400, 'error', 'BAD_REQUEST'],
    [401, 'error', 'KEY_REFUSED'],
    [402, 'error', 'OUT_OF_CREDITS'],
    [403, 'error', 'KEY_REFUSED'],
    [403, null, 'UPSTREAM_ERROR'],
    [413, 'error', 'PAYLOAD_TOO_LARGE'],
    [422, 'value_error', 'BAD_REQUEST'],
    [429, 'error', 'RATE_LIMITED'],
    [500, 'error', 'UPSTREAM_ERROR'],
    [503, null, 'UPSTREAM_ERROR'],
    [302, null, 'INVALID_ANSWER'],
  ])('%i with %j is %s', (status, name, code) => {
    expect(bflCode(status, name)).toBe(code)
  })

  it('is read as a text and as a list', () => {
    expect(read('{"detail":"Not authenticated"}')).toEqual({
      id: null,
      name: 'error',
      text: 'Not authenticated',
    })
    const list = [{ loc: ['body'], msg: 'too wide', type: 'value_error' }, { msg: 'too high' }]
    expect(read(JSON.stringify({ detail: list }))).toEqual({
      id: null,
      name: 'value_error',
      text: 'too wide; too high',
    })
  })

  it.each(['', '<html>', '{}', '{"detail":7}', '[]', 'null'])('is not %j', (body) => {
    expect(read(body)).toBeNull()
  })
})
