import { expect, test } from 'vitest'
import { readCookie, sessionCookieName } from './session-cookie.ts'

test('binds the cookie to this host where the address is https', () => {
  expect(sessionCookieName(true)).toBe('__Host-aetherflow.session')
  expect(sessionCookieName(false)).toBe('aetherflow.session')
})

test.each([
  ['a=1; session=abc; b=2', 'abc'],
  ['session=a%20b', 'a b'],
  ['session=a=b', 'a=b'],
  ['session=first; session=second', 'first'],
  ['xsession=1; session.x=2', null],
  ['session=%E0%A4%A', null],
  ['session', null],
  ['', null],
  [undefined, null],
])('reads %s', (header, value) => {
  expect(readCookie(header, 'session')).toBe(value)
})
