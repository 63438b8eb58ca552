import { Secret } from '@aetherflow/crypto/secret'
import { describe, expect, it } from 'vitest'
import { identifierOf } from './identifier-of.ts'
import { maxDetailChars, redactDetail, sharesTextWith } from './redact-detail.ts'

const keyText = 'sk-Qz7LmP2vXw9RtB4nKc8JdF1hGs6YaE3u'
const key = new Secret(keyText)
const reversed = keyText.split('').toReversed().join('')

describe('a detail', () => {
  it('keeps harmless prose', () => {
    expect(redactDetail('bad_request: prompt: is required', key)).toBe(
      'bad_request: prompt: is required',
    )
  })

  it.each([
    ['raw', keyText],
    ['without its prefix', keyText.slice(3)],
    ['a piece from the middle', keyText.slice(10, 20)],
    ['lower case', keyText.toLowerCase()],
    ['reversed', reversed],
    ['hex', Buffer.from(keyText).toString('hex')],
    ['upper-case hex', Buffer.from(keyText).toString('hex').toUpperCase()],
    ['base64', Buffer.from(keyText).toString('base64')],
    ['base64 of a header', Buffer.from(`Bearer ${keyText}`).toString('base64')],
    ['base64url', Buffer.from(`x${keyText}`).toString('base64url')],
    ['reversed base64', Buffer.from(reversed).toString('base64')],
    ['percent-encoded', [...Buffer.from(keyText)].map((byte) => `%${byte.toString(16)}`).join('')],
  ])('loses the key when it is %s', (_name, form) => {
    const detail = redactDetail(`Incorrect API key provided: ${form}. Try again.`, key)
    expect(detail).toContain('[redacted]')
    expect(sharesTextWith(detail.replaceAll('[redacted]', ''), key)).toBe(false)
  })

  it('loses a masked echo as Stability writes it', () => {
    expect(
      redactDetail('Incorrect API key provided: sk-Qz7L***********aE3u. You can find it.', key),
    ).toBe('Incorrect API key provided: [redacted] You can find it.')
  })

  it('loses another key of the same shape too', () => {
    expect(redactDetail('not you: sk-somebodyelse00', key)).toBe('not you: [redacted]')
  })

  it('is cut to its bound, in whole characters', () => {
    const detail = redactDetail(`${'a'.repeat(maxDetailChars - 1)}😀😀`, key)
    expect(detail.length).toBeLessThanOrEqual(maxDetailChars)
    expect(detail.isWellFormed()).toBe(true)
  })

  it('has no line breaks, escapes or direction marks', () => {
    expect(redactDetail('one\r\ntwo\u001b[31m\u202Ethree\u2028four\0', key)).toBe(
      'one two [31m three four',
    )
  })
})

describe('an identifier from outside', () => {
  it.each(['req_0123', 'org-5678', 'a', '9160aa70-222f-4a36-9eb7-475e2668362a', 'user-sk-Qz7LmP2'])(
    '%s is kept',
    (value) => expect(identifierOf(value, key)).toBe(value),
  )

  it.each([undefined, null, 7, '', ' ', 'a b', 'a\nb', '<script>', '-x', 'x'.repeat(129), ['a']])(
    '%j is dropped',
    (value) => expect(identifierOf(value, key)).toBeNull(),
  )

  it.each([keyText, keyText.slice(4), reversed, Buffer.from(keyText).toString('hex')])(
    'that repeats the key is dropped (%#)',
    (value) => expect(identifierOf(value, key)).toBeNull(),
  )
})
