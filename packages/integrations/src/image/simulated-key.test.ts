import { describe, expect, it } from 'vitest'
import { Secret } from '@aetherflow/crypto/secret'
import { keyFormat } from './simulated-key.ts'

const own = /^sk-[A-Za-z0-9_-]{8,200}$/

describe('a simulated key', () => {
  it.each(['http://127.0.0.1:3001/openai', 'http://localhost/openai', 'http://[::1]:9'])(
    'counts beside %s',
    (baseUrl) => expect(keyFormat(own, baseUrl)(new Secret('sk-sim-0123456789'))).toBe(true),
  )

  it.each([
    undefined,
    'https://api.openai.com',
    'https://127.0.0.1.evil.example',
    'https://localhost.evil.example/',
  ])('never counts at %s, though the vendor has keys of that form', (baseUrl) => {
    expect(keyFormat(own, baseUrl)(new Secret('sk-sim-0123456789'))).toBe(false)
    expect(keyFormat(own, baseUrl)(new Secret('sk-0123456789'))).toBe(true)
  })

  it('has no line break in it', () => {
    expect(keyFormat(own, 'http://localhost')(new Secret('sk-sim-0123456789\r\nx: y'))).toBe(false)
  })
})
