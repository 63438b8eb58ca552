import { expect, test } from 'vitest'
import { deviceOf } from './device-of.ts'

const mac =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15'
const windows =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148'
const wechat =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/130 Mobile MicroMessenger'

test.each([
  ['a Mac', { userAgent: mac, touchPoints: 0 }, 'desktop'],
  ['an iPad that calls itself a Mac', { userAgent: mac, touchPoints: 5 }, 'phone'],
  ['Windows with a touch screen', { userAgent: windows, touchPoints: 10 }, 'desktop'],
  ['an iPhone', { userAgent: iphone, touchPoints: 5 }, 'phone'],
  ['a browser inside a chat', { userAgent: wechat, touchPoints: 5 }, 'phone'],
  ['a browser that says so', { userAgent: windows, mobile: true, touchPoints: 0 }, 'phone'],
] as const)('%s pays on the page for a %s', (_name, seen, device) => {
  expect(deviceOf(seen)).toBe(device)
})
