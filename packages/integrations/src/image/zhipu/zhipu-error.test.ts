import { describe, expect, it } from 'vitest'
import { zhipuCode, zhipuDialect } from './zhipu-error.ts'

describe('a refusal', () => {
  it.each([
    [401, '1000', 'KEY_REFUSED'],
    [401, '1004', 'KEY_REFUSED'],
    [429, '1112', 'KEY_REFUSED'],
    [429, '1113', 'OUT_OF_CREDITS'],
    [400, '1214', 'BAD_REQUEST'],
    [400, '1261', 'BAD_REQUEST'],
    [400, '1301', 'PROMPT_REFUSED'],
    [400, '1301:assistant', 'OUTPUT_FILTERED'],
    [429, '1302', 'RATE_LIMITED'],
    [429, '1305', 'UPSTREAM_ERROR'],
    [400, '1211', 'UPSTREAM_ERROR'],
    [500, '500', 'UPSTREAM_ERROR'],
    [500, null, 'UPSTREAM_ERROR'],
    [401, null, 'KEY_REFUSED'],
    [403, null, 'UPSTREAM_ERROR'],
    [413, null, 'PAYLOAD_TOO_LARGE'],
    [429, '9999', 'RATE_LIMITED'],
    [400, null, 'BAD_REQUEST'],
    [302, null, 'INVALID_ANSWER'],
  ])('%d %s is %s', (status, name, code) => expect(zhipuCode(status, name)).toBe(code))
})

describe('an error body', () => {
  const read = (body: unknown) => zhipuDialect.errorOf(Buffer.from(JSON.stringify(body)))

  it('has its code as text or as a number', () => {
    expect(read({ error: { code: '1302', message: 'm' } })?.name).toBe('1302')
    expect(read({ error: { code: 1302, message: 'm' } })?.name).toBe('1302')
  })

  it('says whether the prompt or the picture was caught', () => {
    const error = { code: '1301', message: 'm' }
    const caught = (role: string) => read({ error, contentFilter: [{ role, level: 1 }] })?.name
    expect(caught('user')).toBe('1301')
    expect(caught('assistant')).toBe('1301:assistant')
  })

  it.each([[{}], ['1302'], [{ code: '1302' }], [{ error: { message: 'm' } }]])(
    'is not %j',
    (body) => expect(read(body)).toBeNull(),
  )
})
