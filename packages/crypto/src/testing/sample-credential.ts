import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import type { CredentialContext } from '../credential-context.ts'
import { createKeyRing, type KeyRing, primaryPublicKey } from '../key-ring.ts'
import { sealCredential } from '../seal-credential.ts'
import type { VaultKey } from '../vault-key.ts'
import { verificationTag } from '../verification-tag.ts'

export const SAMPLE_CONTEXT: CredentialContext = {
  credentialId: 'cred-7f3a',
  version: 1,
  ownerId: 'user-41',
  upstream: 'stability',
  upstreamHost: 'api.stability.ai',
}

export type SampleCredential = {
  ring: KeyRing
  context: CredentialContext
  plaintext: string
  sealed: string
  tag: string
}

/** A freshly made ring and one verified credential in it. */
export async function sampleCredential(
  context: CredentialContext = SAMPLE_CONTEXT,
): Promise<SampleCredential> {
  const ring = await createKeyRing()
  const plaintext = randomKey()
  const sealed = await sealCredential(primaryPublicKey(ring), context, plaintext)
  return { ring, context, plaintext, sealed, tag: verificationTag(ring, sealed, context) }
}

/** Looks like an upstream's key, and is another one each time. */
export function randomKey(): string {
  return `sk-${randomBytes(18).toString('base64url')}`
}

/** The private half of a key that is not retired. */
export function privateKeyOf(key: VaultKey | undefined): string {
  const text = key?.privateKey?.reveal()
  if (text === undefined) throw new Error('this key has no private half')
  return text
}

/** Every spelling in which a leaked value could be found in an output. */
export function spellingsOf(value: string): string[] {
  const bytes = Buffer.from(value)
  return [
    value,
    value.toUpperCase(),
    bytes.toString('hex'),
    bytes.toString('base64').replaceAll('=', ''),
    bytes.toString('base64url'),
    encodeURIComponent(value),
    value.split('').toReversed().join(''),
    bytes.join(','),
    value.slice(0, 12),
    value.slice(-12),
  ]
}

const name = fc.stringMatching(/^[\x21-\x7e]{1,40}$/)

/** Any valid context. */
export const anyContext: fc.Arbitrary<CredentialContext> = fc.record({
  credentialId: name,
  version: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  ownerId: name,
  upstream: name,
  upstreamHost: fc.stringMatching(/^[a-z0-9]{1,12}(\.[a-z0-9]{1,12}){0,3}$/),
})

/** Any key that may be sealed. */
export const anyPlaintextKey: fc.Arbitrary<string> = fc.stringMatching(/^[\x21-\x7e]{8,512}$/)

/** The text with one bit of one of its characters flipped. */
export function flipBitOfText(text: string, index: number, bit: number): string {
  const flipped = String.fromCharCode(text.charCodeAt(index) ^ (1 << bit))
  return text.slice(0, index) + flipped + text.slice(index + 1)
}

/** A copy of the bytes with one bit flipped, counted from the first byte's lowest. */
export function flipBitOfBytes(bytes: Uint8Array, bit: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes)
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  return copy
}
