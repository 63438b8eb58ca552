import { createDecipheriv, createECDH, createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { decodeBase64url } from './base64url.ts'
import { encodeAssociatedData } from './credential-context.ts'
import { hpkeSuite } from './hpke-suite.ts'
import { keyOf } from './key-ring.ts'
import { parseSealed } from './sealed-credential.ts'
import { sampleCredential } from './testing/sample-credential.ts'

// RFC 9180 §7: DHKEM(P-256, HKDF-SHA256) = 0x0010, HKDF-SHA256 = 0x0001, AES-256-GCM = 0x0002.
const KEM_SUITE = Buffer.from('KEM\x00\x10', 'latin1')
const HPKE_SUITE = Buffer.from('HPKE\x00\x10\x00\x01\x00\x02', 'latin1')

it('is the suite that the design names', () => {
  const suite = hpkeSuite()
  expect([suite.kem.id, suite.kdf.id, suite.aead.id]).toEqual([0x0010, 0x0001, 0x0002])
})

it('seals what a second implementation, written from RFC 9180, opens', async () => {
  const { ring, sealed, context, plaintext } = await sampleCredential()
  const { keyId, encapsulated, ciphertext } = parseSealed(sealed)
  const privateKey = decodeBase64url(keyOf(ring, keyId).privateKey?.reveal() ?? '')
  const associatedData = encodeAssociatedData(keyId, context)
  expect(openByTheBook(privateKey, encapsulated, ciphertext, associatedData)).toBe(plaintext)
})

it('works for many keys at the same time', async () => {
  const samples = await Promise.all(Array.from({ length: 25 }, () => sampleCredential()))
  for (const { ring, sealed, context, plaintext } of samples) {
    const { keyId, encapsulated, ciphertext } = parseSealed(sealed)
    const privateKey = decodeBase64url(keyOf(ring, keyId).privateKey?.reveal() ?? '')
    expect(
      openByTheBook(privateKey, encapsulated, ciphertext, encodeAssociatedData(keyId, context)),
    ).toBe(plaintext)
  }
})

function openByTheBook(
  privateKey: Uint8Array,
  enc: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array,
): string {
  const recipient = createECDH('prime256v1')
  recipient.setPrivateKey(privateKey)
  const kemContext = Buffer.concat([enc, recipient.getPublicKey()])
  const eaePrk = labeledExtract(KEM_SUITE, '', 'eae_prk', recipient.computeSecret(enc))
  const shared = labeledExpand(KEM_SUITE, eaePrk, 'shared_secret', kemContext, 32)
  const keySchedule = Buffer.concat([
    Buffer.from([0]),
    labeledExtract(HPKE_SUITE, '', 'psk_id_hash', ''),
    labeledExtract(HPKE_SUITE, '', 'info_hash', ''),
  ])
  const secret = labeledExtract(HPKE_SUITE, shared, 'secret', '')
  const key = labeledExpand(HPKE_SUITE, secret, 'key', keySchedule, 32)
  const nonce = labeledExpand(HPKE_SUITE, secret, 'base_nonce', keySchedule, 12)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce)
    .setAAD(aad)
    .setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString(
    'ascii',
  )
}

function labeledExtract(
  suite: Buffer,
  salt: Buffer | string,
  label: string,
  input: Buffer | string,
): Buffer {
  return createHmac('sha256', salt)
    .update('HPKE-v1')
    .update(suite)
    .update(label)
    .update(input)
    .digest()
}

/** One HKDF block is enough: no output here is longer than 32 bytes. */
function labeledExpand(
  suite: Buffer,
  prk: Buffer,
  label: string,
  info: Buffer,
  lengthBytes: number,
): Buffer {
  const hmac = createHmac('sha256', prk)
    .update(Buffer.from([0, lengthBytes]))
    .update('HPKE-v1')
    .update(suite)
  return hmac
    .update(label)
    .update(info)
    .update(Buffer.from([1]))
    .digest()
    .subarray(0, lengthBytes)
}
