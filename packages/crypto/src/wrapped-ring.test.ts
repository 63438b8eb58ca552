import { beforeAll, describe, expect, it } from 'vitest'
import { createKeyRing, type KeyRing, primaryPublicKey, serializeKeyRing } from './key-ring.ts'
import {
  isWrappedRing,
  newDataKey,
  openWrappedRing,
  parseWrappedRing,
  wrapRing,
} from './wrapped-ring.ts'

let ring: KeyRing
const dataKey = newDataKey()
const by = { kms: 'aws-kms', wrappedKey: new Uint8Array([1, 2, 3]) }
beforeAll(async () => {
  ring = await createKeyRing()
})

const codeOf = (work: () => unknown) => {
  try {
    work()
    return 'ok'
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

it('gives the ring back to whoever has the data key, and shows the public key to everybody', () => {
  const text = wrapRing(ring, dataKey, by)
  const wrapped = parseWrappedRing(text)
  expect(isWrappedRing(text)).toBe(true)
  expect(wrapped).toMatchObject({ kms: 'aws-kms', wrappedKey: by.wrappedKey })
  expect(wrapped.vaultPublicKey).toEqual(primaryPublicKey(ring))
  const opened = openWrappedRing(wrapped, dataKey)
  expect(serializeKeyRing(opened).reveal()).toBe(serializeKeyRing(ring).reveal())
})

it('holds nothing of the ring in the clear, and is another text each time', () => {
  const text = wrapRing(ring, dataKey, by)
  for (const secret of [ring.tagKey, ring.fingerprintKey, ring.keys[0]?.privateKey])
    expect(text).not.toContain(secret?.reveal())
  expect(wrapRing(ring, dataKey, by)).not.toBe(text)
})

it('tells a plain ring and nonsense from a wrapped one', () => {
  expect(isWrappedRing(serializeKeyRing(ring).reveal())).toBe(false)
  expect(isWrappedRing('nonsense')).toBe(false)
  expect(codeOf(() => parseWrappedRing(serializeKeyRing(ring).reveal()))).toBe(
    'WRAPPED_RING_INVALID',
  )
  expect(codeOf(() => parseWrappedRing('{}'))).toBe('WRAPPED_RING_INVALID')
  expect(codeOf(() => parseWrappedRing('x'.repeat(200_000)))).toBe('WRAPPED_RING_INVALID')
})

describe('a wrapped ring', () => {
  it('does not open with another data key', () => {
    const wrapped = parseWrappedRing(wrapRing(ring, dataKey, by))
    for (const key of [newDataKey(), dataKey.subarray(1), new Uint8Array()])
      expect(codeOf(() => openWrappedRing(wrapped, key))).toBe('WRAPPED_RING_INVALID')
  })

  it.each(['kms', 'wrappedKey', 'keyId', 'publicKey', 'nonce', 'ciphertext'])(
    'does not open when its %s was changed',
    async (field) => {
      const file = JSON.parse(wrapRing(ring, dataKey, by))
      const other = JSON.parse(
        wrapRing(await createKeyRing(), dataKey, {
          kms: 'key-file',
          wrappedKey: new Uint8Array([4]),
        }),
      )
      const changed = parseWrappedRing(JSON.stringify({ ...file, [field]: other[field] }))
      expect(codeOf(() => openWrappedRing(changed, dataKey))).toBe('WRAPPED_RING_INVALID')
    },
  )
})
