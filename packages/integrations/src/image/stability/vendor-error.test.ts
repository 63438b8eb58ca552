import { describe, expect, it } from 'vitest'
import { vendorError } from './vendor-error.ts'

const read = (body: unknown) =>
  vendorError(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)))

describe('an error body', () => {
  it('is read in the v2beta shape', () => {
    expect(read({ id: 'a1', name: 'bad_request', errors: ['one', 'two'], more: 1 })).toEqual({
      id: 'a1',
      name: 'bad_request',
      text: 'one; two',
    })
  })

  it('is read in the v1 shape', () => {
    expect(
      read({ id: 'b2', name: 'unauthorized', message: 'missing authorization header' }),
    ).toEqual({
      id: 'b2',
      name: 'unauthorized',
      text: 'missing authorization header',
    })
  })

  it.each([
    '',
    '<html>Bad gateway</html>',
    '{"name":"bad_request","errors":["cut o',
    'null',
    '[]',
    '"bad_request"',
    { name: 'bad_request', errors: [] },
    { name: 'bad_request', errors: 'one' },
    { name: 7, message: 'x' },
    { errors: ['nameless'] },
    { name: 'x'.repeat(4001), message: 'long' },
    { name: 'many', errors: Array.from({ length: 51 }, () => 'x') },
    { name: 'big', message: 'ok', padding: 'x'.repeat(70_000) },
  ])('is no vendor error (%#)', (body) => expect(read(body)).toBeNull())
})
