import { describe, expect, it } from 'vitest'
import { isPublicAddress } from './is-public-address.ts'
import { publicLookup } from './public-lookup.ts'

describe('an address of the open internet', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('is %s', (address) => expect(isPublicAddress(address)).toBe(true))

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.255',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    'localhost',
    '127.1',
    '',
  ])('is not %s', (address) => expect(isPublicAddress(address)).toBe(false))
})

describe('a name that is looked up', () => {
  const ask = (addresses: string[], all: boolean) =>
    new Promise<unknown>((resolve) => {
      const entries = addresses.map((address) => ({
        address,
        family: address.includes(':') ? 6 : 4,
      }))
      publicLookup((_name, answer) => answer(null, entries))(
        'a.example',
        { all },
        (error, address) => resolve(error ?? address),
      )
    })

  it('leads to its public addresses', async () => {
    expect(await ask(['1.1.1.1', '2606:4700::1111'], false)).toBe('1.1.1.1')
    expect(await ask(['1.1.1.1'], true)).toEqual([{ address: '1.1.1.1', family: 4 }])
  })

  it.each([
    ['a private one', ['10.0.0.1']],
    ['a private one beside a public one', ['1.1.1.1', '127.0.0.1']],
    ['none', []],
  ])('leads nowhere with %s', async (_what, addresses) => {
    for (const all of [true, false]) expect(await ask(addresses, all)).toBeInstanceOf(Error)
  })

  it('leads nowhere when it does not resolve', async () => {
    const outcome = await new Promise((resolve) => {
      const lost = publicLookup((_name, answer) => answer(new Error('ENOTFOUND'), []))
      lost('a.example', {}, resolve)
    })
    expect(outcome).toBeInstanceOf(Error)
  })
})
