import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

const request = (forwarded?: string) =>
  ({
    socket: { remoteAddress: '10.0.0.9' },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage

test.each([
  ['believes nobody where no proxy of ours stands in front', 0, '1.1.1.1', '10.0.0.9'],
  ['takes what our one proxy wrote', 1, '6.6.6.6, 203.0.113.5', '203.0.113.5'],
  [
    'takes what the first of our two proxies wrote',
    2,
    '6.6.6.6, 203.0.113.5, 10.0.0.2',
    '203.0.113.5',
  ],
  ['falls back to the connection when the header is too short', 2, '203.0.113.5', '10.0.0.9'],
  ['falls back to the connection without a header', 1, undefined, '10.0.0.9'],
  ['ignores empty entries', 1, '203.0.113.5, ,', '203.0.113.5'],
])('%s', (_name, hops, forwarded, address) => {
  expect(clientAddress(request(forwarded), hops)).toBe(address)
})
