import { expect, test } from 'vitest'
import { allHours, hourSpans, writeHours } from './hours.ts'

test.each([
  [[22, 23, 0, 1, 2, 3, 4, 5, 6, 7], '22:00–08:00'],
  [[9, 10, 11], '09:00–12:00'],
  [[0, 1, 12], '00:00–02:00, 12:00–13:00'],
  [[23], '23:00–00:00'],
])('%o is %s', (hours, text) => {
  expect(writeHours(hours)).toBe(text)
})

test('always open has no spans', () => {
  expect(hourSpans(allHours)).toEqual([])
  expect(writeHours(allHours)).toBe('')
})

test('all hours but one wrap around midnight', () => {
  expect(writeHours(allHours.filter((hour) => hour !== 5))).toBe('06:00–05:00')
})
