import { Secret } from '@aetherflow/crypto/secret'
import { expect, it } from 'vitest'
import { firstModel, fittingCall, newKey, run } from './fitting-call.ts'
import type { Under } from './setup.ts'

const options = { timeoutMs: 20_000 }

/** What a key can do, whose it is and what is left: as far as the vendor tells. */
export function checkingKeys(under: Under): void {
  it('checks a key without spending, and sees the balance fall by exactly what a call costs', async () => {
    const key = newKey(under)
    const before = await under.upstream.checkKey(key, options)
    const models = under.upstream.models.map((model) => model.id)
    expect(before).toMatchObject({ kind: 'valid', models })
    const balanceE4 = before.kind === 'valid' ? before.balanceE4 : null
    if (!under.setup.offers.balance) {
      expect(balanceE4).toBeNull()
      expect(await under.upstream.balance(key, options)).toEqual({ kind: 'not-offered' })
      return
    }
    expect(await under.upstream.balance(key, options)).toEqual({ kind: 'balance', balanceE4 })
    const call = fittingCall(under, firstModel(under), { key })
    const { billed } = await run(under, call)
    const spent = billed.reduce((sum, line) => sum + line.creditsE4, 0n)
    expect(spent).toBeGreaterThan(0n)
    const after = (balanceE4 ?? 0n) - spent
    expect(await under.upstream.balance(key, options)).toEqual({
      kind: 'balance',
      balanceE4: after,
    })
  })

  it('recognises two keys of one account, and keys of two', async () => {
    const keys = [under.setup.newKey('pool'), under.setup.newKey('pool'), newKey(under)]
    const refs = await Promise.all(
      keys.map(async (key) => {
        const check = await under.upstream.checkKey(key, options)
        return check.kind === 'valid' ? check.accountRef : check
      }),
    )
    if (!under.setup.offers.account) return expect(refs).toEqual([null, null, null])
    expect(refs[0]).toEqual(expect.any(String))
    expect(refs[1]).toBe(refs[0])
    expect(refs[2]).not.toBe(refs[0])
  })

  it('refuses a revoked key at its check, and shows a drained one with what is left', async () => {
    const { offers, revokedKey, brokeKey } = under.setup
    const refused = { kind: 'refused', code: 'KEY_REFUSED' }
    expect(await under.upstream.checkKey(revokedKey, options)).toEqual(refused)
    if (!offers.balance) return
    expect(await under.upstream.balance(revokedKey, options)).toEqual(refused)
    const broke = await under.upstream.checkKey(brokeKey, options)
    expect(broke.kind === 'valid' && (broke.balanceE4 ?? 0n) < firstModel(under).costE4).toBe(true)
  })

  it('knows the form of its keys, so that nothing else gets into a header', async () => {
    expect(under.upstream.hasKeyFormat(newKey(under))).toBe(true)
    for (const text of ['', 'x', 'sk-sim-0123456789\r\nx: y', 'sk-sim-ключ-0123456789'])
      expect(under.upstream.hasKeyFormat(new Secret(text)), JSON.stringify(text)).toBe(false)
  })
}
