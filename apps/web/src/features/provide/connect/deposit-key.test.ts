import type { CompleteDeposit } from '@aetherflow/api/gateway/schemas'
import { createKeyRing, primaryPublicKey } from '@aetherflow/crypto/key-ring'
import { openUnverified } from '@aetherflow/crypto/open-credential'
import { expect, test } from 'vitest'
import { depositKey } from './deposit-key.ts'

const key = 'sk-sim-canary-0123456789'
const context = {
  credentialId: '0190f1b0-0000-4000-8000-000000000001',
  version: 1,
  ownerId: '0190f1b0-0000-4000-8000-000000000002',
  upstream: 'stability',
  upstreamHost: 'api.stability.ai',
}
const input = {
  clientId: '0190f1b0-0000-4000-8000-000000000003',
  upstreamId: 'stability',
  name: 'Studio',
  kind: 'deposited_key' as const,
  warrantyVersion: '1',
  warrantyHash: 'a'.repeat(64),
}

async function rehearse(vault?: { keyId: string; publicKey: string }) {
  const ring = await createKeyRing()
  const sent: unknown[] = []
  const events: string[] = []
  const deposit = depositKey(input, {
    begin: async (begun) => {
      events.push('begin')
      sent.push(begun)
      const vaultPublicKey = vault ?? primaryPublicKey(ring)
      return { resourceId: 'r-1', context, vaultPublicKey, expiresAt: new Date() }
    },
    takeKey: () => {
      events.push('take')
      return key
    },
    complete: async (completed) => {
      events.push('complete')
      sent.push(completed)
    },
  })
  return { ring, sent, events, deposit }
}

test('the key is taken once, after the deposit is open, and only its envelope and tail are sent', async () => {
  const { ring, sent, events, deposit } = await rehearse()
  expect(await deposit).toEqual({ resourceId: 'r-1' })
  expect(events).toEqual(['begin', 'take', 'complete'])
  expect(JSON.stringify(sent)).not.toContain('canary')
  const completed = sent[1] as CompleteDeposit
  expect(completed.maskedTail).toBe('…6789')
  expect((await openUnverified(ring, completed.sealed, context)).reveal()).toBe(key)
})

test('a key that cannot be sealed is neither sent nor quoted', async () => {
  const { sent, deposit } = await rehearse({ keyId: 'v1', publicKey: 'not-a-point' })
  const failure: unknown = await deposit.catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'PUBLIC_KEY_INVALID' })
  expect(String(failure)).not.toContain('canary')
  expect(sent).toHaveLength(1)
})
