import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { idOfOutTradeNo, outTradeNoOf } from './out-trade-no.ts'

describe('an order number', () => {
  it('keeps to what Alipay allows and maps back', () => {
    for (let round = 0; round < 100; round += 1) {
      const id = randomUUID()
      const number = outTradeNoOf(id)
      expect(number).toMatch(/^[A-Za-z0-9_]{1,64}$/)
      expect(idOfOutTradeNo(number ?? '')).toBe(id)
    }
  })

  it.each([
    '',
    'order-1',
    '01890f2e5c6a7bcd8ef0123456789abc',
    '01890F2E-5C6A-7BCD-8EF0-123456789ABC',
    '01890f2e-5c6a-7bcd-8ef0-123456789abc\n',
    '../01890f2e-5c6a-7bcd-8ef0-123456789abc',
  ])('is not made of %j', (id) => {
    expect(outTradeNoOf(id)).toBeNull()
  })

  it.each(['', '1234', '01890F2E5C6A7BCD8EF0123456789ABC', '01890f2e-5c6a-7bcd-8ef0-123456789abc'])(
    '%j is not one of ours',
    (number) => {
      expect(idOfOutTradeNo(number)).toBeNull()
    },
  )
})
