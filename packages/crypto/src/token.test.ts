import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { hashToken, newToken } from './token.ts'

it('makes 32 random bytes in base64url', () => {
  const { token } = newToken()
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
})

it('gives the hash under which the token is found again', () => {
  const { token, tokenHash } = newToken()
  expect(hashToken(token)).toBe(tokenHash)
  expect(tokenHash).toMatch(/^[0-9a-f]{64}$/)
})

it('hashes with SHA-256', () => {
  expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  const { token } = newToken()
  expect(hashToken(token)).toBe(createHash('sha256').update(token, 'utf8').digest('hex'))
})

it('does not show the token in its hash', () => {
  const { token, tokenHash } = newToken()
  expect(tokenHash).not.toContain(token)
  expect(tokenHash).not.toBe(Buffer.from(token, 'base64url').toString('hex'))
})

it('never makes the same token twice', () => {
  const tokens = Array.from({ length: 5000 }, newToken)
  expect(new Set(tokens.map(({ token }) => token)).size).toBe(5000)
  expect(new Set(tokens.map(({ tokenHash }) => tokenHash)).size).toBe(5000)
})

it('uses every bit of its bytes', () => {
  const union = Buffer.alloc(32)
  const common = Buffer.alloc(32, 255)
  for (const { token } of Array.from({ length: 200 }, newToken)) {
    for (const [index, byte] of Buffer.from(token, 'base64url').entries()) {
      union[index] = (union[index] ?? 0) | byte
      common[index] = (common[index] ?? 0) & byte
    }
  }
  expect(union.equals(Buffer.alloc(32, 255))).toBe(true)
  expect(common.equals(Buffer.alloc(32))).toBe(true)
})

it('tells apart tokens that differ in case or by a space', () => {
  const { token } = newToken()
  const hashes = [token, `${token} `, token.toLowerCase(), token.toUpperCase()].map(hashToken)
  expect(new Set(hashes).size).toBe(4)
})
