import { addKey, createKeyRing, keyIdsOf } from '@aetherflow/crypto/key-ring'
import { expect, it } from 'vitest'
import { capturedLog } from '../testing/captured-log.ts'
import { watchVault } from './vault-watch.ts'

async function watch() {
  const { log, text } = capturedLog()
  const ring = await addKey(await createKeyRing())
  const time = { ms: 1_000 }
  const said = (id: string) => text().split(`"vaultKeyId":"${id}"`).length - 1
  return { ring, time, said, vault: watchVault(ring, log, () => time.ms) }
}
const sealed = (id: string) => `af1.${id}.encapsulated.ciphertext`

it('asks for work with every vault key of its ring', async () => {
  const { ring, vault } = await watch()
  expect(vault.vaultKeyIds).toEqual(keyIdsOf(ring))
  expect([vault.pausing(), vault.missing()]).toEqual([false, []])
})

it('says once that it lacks a vault key, and again when that comes back', async () => {
  const { ring, vault, said } = await watch()
  vault.named(['vk-newer', ring.primaryKeyId])
  vault.named(['vk-newer'])
  vault.stumbled(sealed('vk-newer'))
  expect(vault.missing()).toEqual(['vk-newer'])
  expect([said('vk-newer'), said(ring.primaryKeyId)]).toEqual([1, 0])
  vault.named([])
  expect(vault.missing()).toEqual([])
  vault.stumbled(sealed('vk-newer'))
  expect([said('vk-newer'), vault.missing()]).toEqual([2, ['vk-newer']])
})

it('says nothing of what was sealed but the id', async () => {
  const { log, text } = capturedLog()
  const vault = watchVault(await createKeyRing(), log)
  vault.stumbled(sealed('vk-newer'))
  expect(text()).toContain('vk-newer')
  expect(text()).not.toMatch(/encapsulated|ciphertext/)
})

it('claims nothing for a while after it stumbled, longer each time, and at most a minute', async () => {
  const { vault, time } = await watch()
  const pauses = Array.from({ length: 8 }, () => {
    const from = time.ms
    for (let claim = 0; claim < 5; claim++) vault.stumbled(sealed('vk-newer'))
    while (vault.pausing()) time.ms += 500
    return time.ms - from
  })
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
})

it('begins with a short pause again when it has not stumbled for long', async () => {
  const { vault, time } = await watch()
  vault.stumbled(sealed('vk-newer'))
  time.ms += 10_000
  vault.stumbled(sealed('vk-newer'))
  time.ms += 200_000
  vault.stumbled(sealed('vk-newer'))
  time.ms += 1_000
  expect(vault.pausing()).toBe(false)
})
