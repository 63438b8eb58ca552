import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { CryptoError } from './crypto-error.ts'

it('carries a code for programs and a reason for people', () => {
  const error = new CryptoError('KEY_RING_INVALID', 'two keys have the same id')
  expect(error.code).toBe('KEY_RING_INVALID')
  expect(error.reason).toBe('two keys have the same id')
  expect(error.message).toBe('KEY_RING_INVALID: two keys have the same id')
  expect(error.name).toBe('CryptoError')
})

it('is an ordinary error with a stack', () => {
  const error = new CryptoError('PATH_INVALID', 'not a plain path')
  expect(error).toBeInstanceOf(Error)
  expect(inspect(error)).toContain('crypto-error.test.ts')
})

it('has no cause, because causes quote what was parsed', () => {
  expect(Object.keys(new CryptoError('PATH_INVALID', 'not a plain path'))).not.toContain('cause')
})

it('keeps its code when it crosses a worker thread as a plain object', () => {
  const { code, reason } = new CryptoError('VAULT_KEY_UNKNOWN', 'the ring has no key of this id')
  expect(structuredClone({ code, reason })).toEqual({
    code: 'VAULT_KEY_UNKNOWN',
    reason: 'the ring has no key of this id',
  })
})
