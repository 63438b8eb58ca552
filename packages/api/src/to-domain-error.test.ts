import { expect, test } from 'vitest'
import { asDomainError, DomainError } from './domain-error.ts'
import { toDomainError } from './to-domain-error.ts'

const raised = (message: string, detail: unknown, code = 'AF103') =>
  Object.assign(new Error(message), { code, detail: JSON.stringify(detail) })

test('reads the refusal of one of our SQL functions, with what may be shown', () => {
  const params = { required: '600', spendable: '100', nested: { secret: 1 }, list: ['a'] }
  const error = toDomainError(raised('INSUFFICIENT_CREDITS', params))
  expect(error).toMatchObject({
    code: 'INSUFFICIENT_CREDITS',
    params: { required: '600', spendable: '100' },
  })
  expect(Object.keys(error?.params ?? {})).toEqual(['required', 'spendable'])
})

test.each([
  ['a code that no client knows', raised('SOMETHING_ELSE', {})],
  ['a broken rule of ours', raised('AF_BALANCE', {}, 'AF002')],
  ['any other error', new Error('INSUFFICIENT_CREDITS')],
  ['nothing', null],
])('leaves %s alone', (_name, error) => {
  expect(toDomainError(error)).toBeNull()
})

test('knows a domain error by its name, wherever its class was loaded', () => {
  class Elsewhere extends Error {
    override name = 'DomainError'
    code = 'NOT_FOUND'
    params = {}
  }
  expect(asDomainError(new Elsewhere())).toMatchObject({ code: 'NOT_FOUND' })
  expect(asDomainError(new DomainError('FORBIDDEN'))).toMatchObject({ code: 'FORBIDDEN' })
  expect(asDomainError({ name: 'DomainError', code: 'NOT_FOUND' })).toBeNull()
})
