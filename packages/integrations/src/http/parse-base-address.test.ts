import { describe, expect, it } from 'vitest'
import { parseBaseAddress } from './parse-base-address.ts'

const allowed = ['api.example.com']

describe('a base address', () => {
  it.each([
    ['https://api.example.com', 'https://api.example.com/'],
    ['https://api.example.com:443/', 'https://api.example.com/'],
    ['http://127.0.0.1:3001/stability/', 'http://127.0.0.1:3001/stability'],
    ['http://localhost:3001/stability', 'http://localhost:3001/stability'],
    ['http://[::1]:3001', 'http://[::1]:3001/'],
    // WHATWG URLs write these as 127.0.0.1, so nothing but loopback is reached.
    ['http://2130706433:3001', 'http://127.0.0.1:3001/'],
    ['http://0x7f.1:3001', 'http://127.0.0.1:3001/'],
  ])('%s is accepted', (address, expected) => {
    expect(parseBaseAddress(address, allowed).href).toBe(expected)
  })

  it.each([
    '',
    'api.example.com',
    'http://api.example.com',
    'https://api.example.com:8443',
    'https://api.example.com.evil.example',
    'https://evil.example/api.example.com',
    'https://api.example.com@evil.example',
    'https://user:pass@api.example.com',
    'https://api.example.com/?to=evil',
    'https://api.example.com/#x',
    'https://API.EXAMPLE.COM.',
    'http://0.0.0.0:3001',
    'http://169.254.169.254/latest',
    'http://[::ffff:169.254.169.254]',
    'http://localhost.evil.example',
    'http://127.0.0.1.nip.io',
    'http://10.0.0.1',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'javascript:alert(1)',
  ])('%j is refused', (address) => {
    expect(() => parseBaseAddress(address, allowed)).toThrow(TypeError)
  })

  it('is not repeated in the error, where a password could show', () => {
    expect(() => parseBaseAddress('https://user:hunter2@api.example.com', allowed)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    )
  })
})
