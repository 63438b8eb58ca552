import { expect, it } from 'vitest'
import { domainCodeOf } from './domain-sql-error.ts'

const raised = {
  code: 'AF103',
  message: 'INSUFFICIENT_CREDITS',
  detail: '{"required":"650","spendable":"12"}',
}
const params = { required: '650', spendable: '12' }

it('reads code and parameters of an error that pg raised', () => {
  expect(domainCodeOf(Object.assign(new Error(raised.message), raised))).toEqual({
    code: 'INSUFFICIENT_CREDITS',
    params,
  })
})

it('reads the same out of an error that Prisma wrapped', () => {
  const wrapped = {
    code: 'P2010',
    meta: {
      driverAdapterError: {
        cause: { originalCode: 'AF103', originalMessage: raised.message, detail: raised.detail },
      },
    },
  }
  expect(domainCodeOf(wrapped)).toEqual({ code: 'INSUFFICIENT_CREDITS', params })
})

it('has no parameters when none were given, or when they are not an object', () => {
  const bare = { code: 'AF101', message: 'NOT_FOUND' }
  expect(domainCodeOf(bare)).toEqual({ code: 'NOT_FOUND', params: {} })
  expect(domainCodeOf({ ...bare, detail: 'not json' })).toEqual({ code: 'NOT_FOUND', params: {} })
  expect(domainCodeOf({ ...bare, detail: '7' })).toEqual({ code: 'NOT_FOUND', params: {} })
})

it.each([
  ['nothing', null],
  ['a plain error', new Error('NOT_FOUND')],
  ['a broken rule, which is our fault and not a refusal', { code: 'AF002', message: 'NOT_FOUND' }],
  ['a unique violation', { code: '23505', message: 'duplicate key value' }],
  ['a refusal without a code for a message', { code: 'AF101', message: 'not found' }],
  ['another error of Prisma', { code: 'P2002', meta: {} }],
])('answers null for %s', (_, error) => {
  expect(domainCodeOf(error)).toBeNull()
})
