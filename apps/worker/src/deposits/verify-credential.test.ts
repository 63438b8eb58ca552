import { randomBytes, randomUUID } from 'node:crypto'
import { createKeyRing, type KeyRing, primaryPublicKey } from '@aetherflow/crypto/key-ring'
import { openCredential } from '@aetherflow/crypto/open-credential'
import { sealCredential } from '@aetherflow/crypto/seal-credential'
import type { Simulator } from '@aetherflow/simulator/start-simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImageUpstream } from '@aetherflow/integrations/image/image-upstream'
import { stabilityOf, startQuickSimulator } from '../testing/sample-call.ts'
import { type Deposit, verifyCredential } from './verify-credential.ts'

let simulator: Simulator
let ring: KeyRing
beforeAll(async () => {
  ;[simulator, ring] = await Promise.all([startQuickSimulator(), createKeyRing()])
})
afterAll(() => simulator.close())

const hex = () => randomBytes(12).toString('hex')

async function deposit(key: string, sealedFor: Partial<Deposit> = {}): Promise<Deposit> {
  const context = {
    credentialId: randomUUID(),
    version: 1,
    ownerId: randomUUID(),
    upstream: 'stability',
    upstreamHost: 'api.stability.ai',
  }
  const sealed = await sealCredential(primaryPublicKey(ring), { ...context, ...sealedFor }, key)
  return { ...context, sealed, tag: null }
}

function verify(deposited: Deposit, simulatedKeysOnly = true) {
  return verifyCredential({ ring, upstream: stabilityOf(simulator), simulatedKeysOnly }, deposited)
}

describe('a key that was verified before', () => {
  it('is looked at again with its tag, and not without', async () => {
    const deposited = await deposit(`sk-sim-${hex()}`)
    const { result } = await verify(deposited)
    if (result.kind !== 'passed') throw new Error(JSON.stringify(result))
    expect((await verify({ ...deposited, tag: result.tag })).result.kind).toBe('passed')
    // Somebody sealed another key over it: the row's own tag does not fit any more.
    const swapped = await deposit(`sk-sim-${hex()}`, deposited)
    const { result: refused } = await verify({
      ...deposited,
      sealed: swapped.sealed,
      tag: result.tag,
    })
    expect(refused).toEqual({ kind: 'failed', code: 'KEY_UNREADABLE' })
  })
})

describe('a good key', () => {
  it('passes with a tag that opens it, and only in its own place', async () => {
    const key = `sk-sim-${hex()}`
    const deposited = await deposit(key)
    const { result, checks } = await verify(deposited)
    if (result.kind !== 'passed') throw new Error(JSON.stringify(result))
    expect(checks.every((check) => check.result === 'passed')).toBe(true)
    expect(result.balanceE4).toBe(10_000_000n)
    const { sealed, tag: _, ...context } = deposited
    expect((await openCredential(ring, sealed, context, result.tag)).reveal()).toBe(key)
    const elsewhere = { ...context, ownerId: randomUUID() }
    await expect(openCredential(ring, sealed, elsewhere, result.tag)).rejects.toThrow()
    expect(JSON.stringify(checks)).not.toContain(key)
  })

  it('has the same fingerprint when it is deposited again, and another account has another', async () => {
    const shared = `sk-sim-shared-${hex()}`
    const [first, again, sibling] = await Promise.all(
      [`${shared}-a`, `${shared}-a`, `${shared}-b`].map(async (key) => verify(await deposit(key))),
    )
    const passed = [first, again, sibling].map((verdict) => {
      if (verdict?.result.kind !== 'passed') throw new Error('not passed')
      return verdict.result
    })
    expect(passed[1]?.fingerprint).toBe(passed[0]?.fingerprint)
    expect(passed[2]?.fingerprint).not.toBe(passed[0]?.fingerprint)
    expect(passed[2]?.accountHash).toBe(passed[0]?.accountHash)
  })

  it('passes without credits for a single call: its balance says so', async () => {
    const { result } = await verify(await deposit(`sk-sim-broke-${hex()}`))
    if (result.kind !== 'passed') throw new Error(JSON.stringify(result))
    expect(result.balanceE4).toBeLessThan(25_000n)
  })
})

describe('a key that does not pass', () => {
  it.each([
    ['revoked at the upstream', () => `sk-sim-revoked-${hex()}`],
    ['unknown to the upstream', () => `sk-sim-UPPER${hex()}`],
  ])('%s fails as KEY_REFUSED', async (_, key) => {
    const { result } = await verify(await deposit(key()))
    expect(result).toEqual({ kind: 'failed', code: 'KEY_REFUSED' })
  })

  it('looks real where only simulated ones may be used: refused before anybody is asked', async () => {
    const realLooking = `sk-${randomBytes(24).toString('hex')}`
    const upstream = stabilityOf(simulator)
    let asked = 0
    const watched: ImageUpstream = {
      ...upstream,
      hasKeyFormat: () => true,
      checkKey: async () => {
        asked += 1
        return { kind: 'unknown' }
      },
    }
    const deposited = await deposit(realLooking)
    const verdict = await verifyCredential(
      { ring, upstream: watched, simulatedKeysOnly: true },
      deposited,
    )
    expect(verdict.result).toEqual({ kind: 'failed', code: 'DEPOSIT_REAL_KEY_IN_DEMO' })
    expect(asked).toBe(0)
    expect(JSON.stringify(verdict)).not.toContain(realLooking)
    await verifyCredential({ ring, upstream: watched, simulatedKeysOnly: false }, deposited)
    expect(asked).toBe(1)
  })

  it.each([
    ['owner', { ownerId: randomUUID() }],
    ['credential', { credentialId: randomUUID() }],
    ['version', { version: 2 }],
    ['upstream', { upstream: 'other' }],
    ['host', { upstreamHost: 'evil.example' }],
  ])('was sealed for another %s: KEY_UNREADABLE', async (_, sealedFor) => {
    const { result } = await verify(await deposit(`sk-sim-${hex()}`, sealedFor))
    expect(result).toEqual({ kind: 'failed', code: 'KEY_UNREADABLE' })
  })

  it('waits when this worker lacks the vault key: verified before or not, it is no worse for that', async () => {
    const deposited = await deposit(`sk-sim-${hex()}`)
    const ports = {
      ring: await createKeyRing(),
      upstream: stabilityOf(simulator),
      simulatedKeysOnly: true,
    }
    const later = { checks: [], result: { kind: 'later' } }
    expect(await verifyCredential(ports, deposited)).toEqual(later)
    expect(await verifyCredential(ports, { ...deposited, tag: '0'.repeat(64) })).toEqual(later)
  })

  it.each(['server-error', 'rate-limited', 'html'] as const)(
    'waits when the upstream has a bad moment (%s): nobody lost a good key over it',
    async (fault) => {
      const key = `sk-sim-${hex()}`
      simulator.setScenario(key, { fault, on: 'account' })
      const { result } = await verify(await deposit(key))
      expect(result).toEqual({ kind: 'later' })
    },
  )
})
