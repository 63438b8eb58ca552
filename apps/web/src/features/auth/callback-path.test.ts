import { expect, test } from 'vitest'
import { callbackPath } from './callback-path.ts'

const origin = 'https://flow.example'

test.each([
  ['/en/wallet', '/wallet'],
  ['/zh/orders/0197?tab=orders', '/orders/0197?tab=orders'],
  ['/provide/new#price', '/provide/new#price'],
  ['/englishman', '/englishman'],
  ['/en/api-tokens', '/api-tokens'],
  ['https://flow.example/en/wallet?to=https://x', '/wallet?to=https://x'],
])('%s is a page of ours, %s', (asked, path) => {
  expect(callbackPath(asked, origin)).toBe(path)
})

test.each([
  'https://evil.example/en/wallet',
  'http://flow.example/en/wallet',
  'https://flow.example.evil.example/',
  'https://flow.example@evil.example/',
  '//evil.example/en/wallet',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  ' //evil.example',
  '/.//evil.example',
  '/en//evil.example',
  'https://flow.example//evil.example',
  '/en/..//evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:https://flow.example/x',
])('%s leads away and is not followed', (address) => {
  expect(callbackPath(address, origin)).toBe('/studio')
})

test.each([
  undefined,
  null,
  ['/en/wallet'],
  '',
  '/',
  '/en',
  '/zh/',
  '/en/sign-in?callbackUrl=/en/sign-in',
  '/sign-up',
  '/zh/forgot-password',
  '/api/auth/signout',
  'https://',
  `/${'x'.repeat(3000)}`,
])('%s is no page to go back to', (asked) => {
  expect(callbackPath(asked, origin)).toBe('/studio')
})
