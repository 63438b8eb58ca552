import { expect, test } from 'vitest'
import { checkRows, codeOfFailure, isOver, isRetrying } from './checks-of-verification.ts'

const marks = (verification: Parameters<typeof checkRows>[0]) =>
  checkRows(verification).map(({ mark }) => mark)

test('before anything is known the first check is being asked', () => {
  expect(marks({ state: 'queued', checks: [] })).toEqual([
    'asking',
    'waiting',
    'waiting',
    'waiting',
    'waiting',
  ])
})

test('results come in one by one', () => {
  const checks = [{ check: 'format' as const, result: 'passed' as const }]
  expect(marks({ state: 'running', checks })).toEqual([
    'passed',
    'asking',
    'waiting',
    'waiting',
    'waiting',
  ])
})

test('after a failure nothing is asked any more', () => {
  const checks = [
    { check: 'format' as const, result: 'passed' as const },
    { check: 'authentication' as const, result: 'failed' as const, code: 'KEY_REFUSED' },
  ]
  expect(marks({ state: 'failed', checks })).toEqual([
    'passed',
    'failed',
    'skipped',
    'skipped',
    'skipped',
  ])
  expect(codeOfFailure({ checks })).toBe('KEY_REFUSED')
})

test('a vendor that did not answer is asked again', () => {
  const checks = [
    { check: 'format' as const, result: 'passed' as const },
    { check: 'authentication' as const, result: 'skipped' as const, code: 'UNREACHABLE' },
  ]
  expect(isRetrying({ state: 'queued', checks })).toBe(true)
  expect(marks({ state: 'queued', checks })[1]).toBe('asking')
  expect(isRetrying({ state: 'passed', checks })).toBe(false)
})

test('a balance that was not read says why', () => {
  const balance = (code: string) =>
    checkRows({ state: 'passed', checks: [{ check: 'balance', result: 'skipped', code }] })[3]?.note
  expect(balance('BALANCE_DECLARED')).toBe('BALANCE_DECLARED')
  expect(balance('SOMETHING_ELSE')).toBe(null)
})

test('only a verdict ends the waiting', () => {
  expect(isOver(undefined)).toBe(false)
  expect(isOver({ state: 'none' })).toBe(false)
  expect(isOver({ state: 'passed' })).toBe(true)
})
