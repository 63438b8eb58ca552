import { expect, test } from 'vitest'
import { readApiError } from './read-api-error.ts'

const offline = { code: 'OFFLINE', params: {}, fields: [], requestId: null }

test('an error of the domain keeps its code, parameters, fields and request', () => {
  const data = {
    code: 'BAD_REQUEST',
    reason: 'INPUT_INVALID',
    params: { retryAfterSeconds: 30 },
    fields: [{ path: 'prompt', issue: 'too_small' }],
    requestId: 'r-1',
  }
  expect(readApiError({ data })).toEqual({
    code: 'INPUT_INVALID',
    params: { retryAfterSeconds: 30 },
    fields: ['prompt'],
    requestId: 'r-1',
  })
})

test.each([new TypeError('Failed to fetch'), undefined, 'x', { data: null }])(
  '%s never reached the server',
  (error) => {
    expect(readApiError(error)).toEqual(offline)
  },
)

test('facts of an odd shape are dropped', () => {
  expect(readApiError({ data: { reason: 7, params: 'y', fields: 'z', requestId: 1 } })).toEqual({
    ...offline,
    code: 'INTERNAL',
  })
})
