import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encodingsOf, finds, reversed } from './encodings.ts'

const secret = 'q7w-e8rty0u1io2p3as4df5gh'
const forms = encodingsOf(secret)

describe('the search', () => {
  it.each([
    ['as it is', secret],
    ['in capitals', secret.toUpperCase()],
    ['in part', `key ending ${secret.slice(6, 18)}`],
    ['backwards', reversed(secret)],
    ['as hex', Buffer.from(secret).toString('hex')],
    ['as a bytea of PostgreSQL', `\\x00${Buffer.from(`x${secret}`).toString('hex')}`],
    ['as base64', Buffer.from(secret).toString('base64')],
    ['as base64url', Buffer.from(secret).toString('base64url')],
    ['as base64 behind one byte', Buffer.from(`:${secret}`).toString('base64')],
    ['as base64 of a basic header', Buffer.from(`ab:${secret}`).toString('base64')],
    ['as base64 of a JSON', Buffer.from(JSON.stringify({ key: secret })).toString('base64')],
    ['percent-encoded', `%71%37%77%2d%65%38%72%74%79%30%75%31`],
    ['inside a longer line', `authorization: Bearer sk-sim-${secret}\n`],
  ])('finds the key %s', (_, text) => {
    expect(finds(text, forms)).not.toEqual([])
  })

  it('finds nothing in noise', () => {
    expect(finds(randomBytes(200_000).toString('base64'), forms)).toEqual([])
    expect(finds(secret.slice(0, 11), forms)).toEqual([])
  })
})
