import { describe, expect, it } from 'vitest'
import { allowedAddresses, vendorAddress } from './vendor-address.ts'

const live = allowedAddresses('https://api.bfl.ai', ['.bfl.ai', 'media.example.com'])
const simulated = allowedAddresses('http://127.0.0.1:3001/bfl', ['.bfl.ai'])
const secret = 'sig=a%2Fb&exp=1'

describe('an address that a vendor gave is believed', () => {
  it.each([
    'https://delivery-us1.bfl.ai/results/a.png',
    `https://a.b.bfl.ai/x?${secret}`,
    'https://media.example.com/y',
    'HTTPS://MEDIA.EXAMPLE.COM/y',
    'https://media.example.com:443/y',
  ])('at the live vendor: %s', (text) => expect(vendorAddress(text, live)).not.toBeNull())

  it('with its query as it stands, and without a fragment', () => {
    const url = vendorAddress(`https://a.bfl.ai/x?${secret}#part`, live)
    expect(url?.href).toBe(`https://a.bfl.ai/x?${secret}`)
  })

  it('beside a simulator: exactly its origin', () => {
    expect(vendorAddress('http://127.0.0.1:3001/bfl/files/a.png', simulated)).not.toBeNull()
  })
})

const elsewhere = [
  'http://a.bfl.ai/x',
  'https://bfl.ai/x',
  'https://evilbfl.ai/x',
  'https://bfl.ai.evil.example/x',
  'https://a.bfl.ai.evil.example/x',
  'https://a.bfl.ai:8443/x',
  'https://a.bfl.ai./x',
  'https://user@a.bfl.ai/x',
  'https://user:password@a.bfl.ai/x',
  'https://a.bfl.ai@evil.example/x',
  'https://evil.example/?a.bfl.ai',
  'https://evil.example/#a.bfl.ai',
  'https://evil.example\\@a.bfl.ai/x',
  'https:\\\\a.bfl.ai\\x',
  'https://xn--bfl-9na.ai/x',
  'https://а.bfl.ai/x',
  'https://a.bfl.ai/ü',
  '//a.bfl.ai/x',
  '/x',
  'a.bfl.ai/x',
  ' https://a.bfl.ai/x',
  'https://a.bfl.ai/x y',
  'https://a.bfl.ai/x\r\nhost: evil',
  'https://a.bfl.ai/\u0000',
  'https://',
  '',
  'file:///etc/passwd',
  'ftp://a.bfl.ai/x',
  'data:image/png;base64,AAAA',
  'javascript:alert(1)',
  'gopher://127.0.0.1:6379/_',
  'blob:https://a.bfl.ai/x',
  'http://localhost/x',
  'https://localhost/x',
  'https://127.0.0.1/x',
  'https://127.1/x',
  'https://2130706433/x',
  'https://0x7f000001/x',
  'https://0177.0.0.1/x',
  'https://0/x',
  'https://[::1]/x',
  'https://[::ffff:127.0.0.1]/x',
  'https://[::ffff:7f00:1]/x',
  'https://[64:ff9b::7f00:1]/x',
  'https://[fe80::1%25eth0]/x',
  'https://169.254.169.254/latest/meta-data',
  'http://169.254.169.254/latest/meta-data',
  'https://100.100.100.200/latest/meta-data',
  'https://metadata.google.internal/computeMetadata/v1',
  'https://10.0.0.1/x',
  'https://192.168.1.1/x',
  'https://172.16.0.1/x',
  'https://100.64.0.1/x',
  'https://[fd00:ec2::254]/x',
  'https://①②⑦.⓪.⓪.①/x',
  'https://127。0。0。1/x',
]

describe('an address that a vendor gave is refused', () => {
  it.each(elsewhere)('at the live vendor: %j', (text) =>
    expect(vendorAddress(text, live)).toBeNull(),
  )

  it.each([
    ...elsewhere,
    'http://127.0.0.1:3002/x',
    'http://127.0.0.1/x',
    'http://localhost:3001/x',
    'https://127.0.0.1:3001/x',
    'http://127.0.0.1:3001@evil.example/x',
    'http://[::1]:3001/x',
    'https://a.bfl.ai/x',
  ])('beside a simulator: %j', (text) => expect(vendorAddress(text, simulated)).toBeNull())

  it.each([undefined, null, 7, {}, ['https://a.bfl.ai/x'], `https://a.bfl.ai/${'x'.repeat(4000)}`])(
    'as no text, or one without end: %#',
    (text) => expect(vendorAddress(text, live)).toBeNull(),
  )
})

describe('an adapter of our own address', () => {
  it.each(['https://evil.example', 'http://a.bfl.ai', 'http://10.0.0.1:3001', 'nonsense'])(
    'cannot be made for %s',
    (address) => expect(() => allowedAddresses(address, ['.bfl.ai'])).toThrow(TypeError),
  )
})
