import { expect, it } from 'vitest'
import { hostAllowed } from './host-allowed.ts'

const allowed = ['api.example.com', '.files.example.com']

it.each(['api.example.com', 'a.files.example.com', 'a.b.files.example.com'])('lets %s in', (host) =>
  expect(hostAllowed(host, allowed)).toBe(true),
)

it.each([
  'example.com',
  'x.api.example.com',
  'files.example.com',
  'evilfiles.example.com',
  'a.files.example.com.evil.example',
  'a..files.example.com',
  '.files.example.com',
  'a_b.files.example.com',
  'a.files.example.com.',
  '[::1]',
  '127.0.0.1',
  '',
])('keeps %j out', (host) => expect(hostAllowed(host, allowed)).toBe(false))

it('lets nobody in where nobody is allowed', () =>
  expect(hostAllowed('api.example.com', [])).toBe(false))
