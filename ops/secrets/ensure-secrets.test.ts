import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createGateways } from '@aetherflow/integrations/payment/create-gateways'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ensureSecrets } from './ensure-secrets.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'aetherflow-secrets-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

it('makes every secret once and reads the same ones afterwards', async () => {
  const first = await ensureSecrets({ dataDir, mode: 'demo' })
  expect(await ensureSecrets({ dataDir, mode: 'demo' })).toEqual(first)
  const values = [
    first.nextAuth,
    first.address,
    first.sandbox,
    ...Object.values(first.database),
    ...Object.values(first.stripe ?? {}),
    ...Object.values(first.alipay ?? {}),
  ]
  expect(values).toHaveLength(14)
  expect(new Set(values).size).toBe(values.length)
})

it('gives the same secrets to processes that start at once', async () => {
  const all = await Promise.all(
    Array.from({ length: 8 }, () => ensureSecrets({ dataDir, mode: 'demo' })),
  )
  for (const each of all) expect(each).toEqual(all[0])
})

it('makes other secrets in another data folder', async () => {
  const one = await ensureSecrets({ dataDir: path.join(dataDir, 'a'), mode: 'demo' })
  const other = await ensureSecrets({ dataDir: path.join(dataDir, 'b'), mode: 'demo' })
  expect(one.nextAuth).not.toBe(other.nextAuth)
  expect(one.vaultPublicKey).not.toEqual(other.vaultPublicKey)
})

it('lets nobody but the owner read them', async () => {
  await ensureSecrets({ dataDir, mode: 'demo' })
  const folder = path.join(dataDir, 'secrets')
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const { mode } = statSync(path.join(entry.parentPath, entry.name))
    expect([entry.name, (mode & 0o077).toString(8)]).toEqual([entry.name, '0'])
  }
})

it('has no secret of a simulated gateway in production', async () => {
  const { sandbox, alipay, stripe } = await ensureSecrets({ dataDir, mode: 'production' })
  expect([sandbox, alipay, stripe]).toEqual([null, null, null])
})

it('makes gateways that open, each with the half of the keys that is its own', async () => {
  const { alipay, stripe } = await ensureSecrets({ dataDir, mode: 'demo' })
  if (alipay === null || stripe === null) throw new Error('the demo has all gateways')
  const { appId, sellerId, appPrivateKey: privateKey, alipayPublicKey: publicKey } = alipay
  const simulator = 'http://127.0.0.1:3001'
  const gateways = createGateways({
    alipay: { appId, sellerId, privateKey, publicKey, baseUrl: `${simulator}/alipay` },
    stripe: { ...stripe, apiUrl: simulator },
  })
  expect([...gateways.keys()]).toEqual(['alipay', 'stripe'])
})

it('refuses to serve production with secrets that a demo made', async () => {
  await ensureSecrets({ dataDir, mode: 'demo' })
  await expect(ensureSecrets({ dataDir, mode: 'production' })).rejects.toThrow('made in demo mode')
})

it('refuses a key ring that it cannot read instead of making a new one', async () => {
  const { keyRingFile } = await ensureSecrets({ dataDir, mode: 'demo' })
  writeFileSync(keyRingFile, '{}')
  await expect(ensureSecrets({ dataDir, mode: 'demo' })).rejects.toThrow('cannot be read')
})

it('refuses a secret that was shortened', async () => {
  await ensureSecrets({ dataDir, mode: 'demo' })
  writeFileSync(path.join(dataDir, 'secrets', 'nextauth-secret'), 'changeme')
  await expect(ensureSecrets({ dataDir, mode: 'demo' })).rejects.toThrow('less than 32')
})
