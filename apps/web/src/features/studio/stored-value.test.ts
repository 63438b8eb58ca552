import { expect, test } from 'vitest'
import { createStoredValue, type Host } from './stored-value.ts'

const numbers = { parse: (text: string | null) => Number(text ?? 0), format: String }

function fakeHost(stored = new Map<string, string>()) {
  const target = new EventTarget()
  const host = {
    localStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, text: string) => void stored.set(key, text),
    },
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
  } as unknown as Host
  const otherTab = (key: string, newValue: string) =>
    target.dispatchEvent(Object.assign(new Event('storage'), { key, newValue }))
  return { host, stored, otherTab }
}

test('a value is there again after a reload', () => {
  const { host, stored } = fakeHost()
  createStoredValue('n', numbers, host).set(7)
  expect(stored.get('n')).toBe('7')
  expect(createStoredValue('n', numbers, host).get()).toBe(7)
})

test('what another tab writes is heard, and only under the same key', () => {
  const { host, otherTab } = fakeHost()
  const value = createStoredValue('n', numbers, host)
  let told = 0
  const stop = value.subscribe(() => (told += 1))
  otherTab('m', '3')
  otherTab('n', '4')
  expect([value.get(), told]).toEqual([4, 1])
  stop()
  otherTab('n', '5')
  expect([value.get(), told]).toEqual([4, 1])
})

test('without storage, or when it refuses, the value stays in memory', () => {
  const refusing = {
    get localStorage(): Storage {
      throw new Error('denied')
    },
  } as unknown as Host
  for (const host of [undefined, refusing]) {
    const value = createStoredValue('n', numbers, host)
    value.update((n) => n + 2)
    expect(value.get()).toBe(2)
  }
})
