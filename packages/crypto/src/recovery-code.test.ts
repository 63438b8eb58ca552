import { expect, it } from 'vitest'
import { hashRecoveryCode, newRecoveryCode } from './recovery-code.ts'

const user = '0199aa00-0000-7000-8000-000000000001'

it('is sixteen signs that nobody confuses, in groups of four', () => {
  const codes = Array.from({ length: 200 }, newRecoveryCode)
  for (const code of codes)
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
  expect(new Set(codes).size).toBe(200)
  // All 32 signs come up: one that never does would take bits away.
  expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32)
})

it('is known by its hash, however it was typed', () => {
  const hash = hashRecoveryCode(user, 'AB10-CDEF-2345-6789')
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  for (const typed of ['ab10cdef23456789', ' abio-cdef 2345 6789 ', 'ABLO CDEF-2345-6789'])
    expect(hashRecoveryCode(user, typed)).toBe(hash)
})

it('is another one for another user', () => {
  const code = newRecoveryCode()
  expect(hashRecoveryCode('0199aa00-0000-7000-8000-000000000002', code)).not.toBe(
    hashRecoveryCode(user, code),
  )
})

it.each(['', '123456', 'AB10-CDEF-2345-678', 'AB10-CDEF-2345-67890', 'AB10-CDEF-2345-678U', '－'])(
  'is not %j',
  (typed) => {
    expect(hashRecoveryCode(user, typed)).toBeNull()
  },
)
