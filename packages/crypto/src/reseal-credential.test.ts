import { expect, it } from 'vitest'
import { addKey, createKeyRing, makePrimary, primaryPublicKey, retireKey } from './key-ring.ts'
import { openCredential } from './open-credential.ts'
import { resealCredential } from './reseal-credential.ts'
import { sealCredential } from './seal-credential.ts'
import { verificationTag } from './verification-tag.ts'

const context = {
  credentialId: '0190a6d2-7c5e-4b7a-9c7d-1f2a3b4c5d6e',
  version: 3,
  ownerId: '0190a6d2-7c5e-4b7a-9c7d-1f2a3b4c5d6f',
  upstream: 'stability',
  upstreamHost: 'api.stability.ai',
}

async function rotated() {
  const first = await createKeyRing()
  const sealed = await sealCredential(primaryPublicKey(first), context, 'sk-sim-reseal-0001')
  const tag = verificationTag(first, sealed, context)
  const grown = await addKey(first)
  const ring = makePrimary(grown, grown.keys[1]?.id ?? '')
  return { first, ring, sealed, tag }
}

it('seals the same key to the primary vault key, so that the old one may go', async () => {
  const { first, ring, sealed, tag } = await rotated()
  const resealed = await resealCredential(ring, sealed, context, tag)
  expect(resealed.vaultKeyId).toBe(ring.primaryKeyId)
  expect(resealed.sealed.split('.')[1]).toBe(ring.primaryKeyId)
  const left = retireKey(ring, first.primaryKeyId)
  const key = await openCredential(left, resealed.sealed, context, resealed.tag)
  expect(key.reveal()).toBe('sk-sim-reseal-0001')
  await expect(openCredential(left, sealed, context, tag)).rejects.toThrow()
})

it('leaves the old text openable until its vault key is retired', async () => {
  const { ring, sealed, tag } = await rotated()
  await resealCredential(ring, sealed, context, tag)
  expect((await openCredential(ring, sealed, context, tag)).reveal()).toBe('sk-sim-reseal-0001')
})

it('reseals nothing that somebody else sealed: a tag of another text or place is refused', async () => {
  const { ring, sealed, tag } = await rotated()
  const planted = await sealCredential(primaryPublicKey(ring), context, 'sk-sim-planted-0001')
  await expect(resealCredential(ring, planted, context, tag)).rejects.toThrow()
  const elsewhere = { ...context, version: 4 }
  await expect(resealCredential(ring, sealed, elsewhere, tag)).rejects.toThrow()
})
