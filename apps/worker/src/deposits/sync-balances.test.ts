import { createKeyRing } from '@aetherflow/crypto/key-ring'
import { expect, it } from 'vitest'
import { workerMarket } from '../testing/worker-market.ts'
import { syncBalances } from './sync-balances.ts'

const market = workerMarket()
const interval = 5 * 60_000 + 1_000

async function statusOf(resourceId: string) {
  const { rows } = await market.test.admin.query(
    `SELECT r.status, r.status_reason AS reason, u.balance_e4::text AS balance FROM resources r
     JOIN upstream_accounts u ON u.id = r.upstream_account_id WHERE r.id = $1`,
    [resourceId],
  )
  return rows[0]
}

async function stopped(resourceId: string, reason: string) {
  await market.test.admin.query(
    `UPDATE resources SET status = 'error', status_reason = $2 WHERE id = $1`,
    [resourceId, reason],
  )
}

it('brings a drained key back when its account has credits again', async () => {
  const { resourceId } = await market.supply()
  await stopped(resourceId, 'OUT_OF_CREDITS')
  await market.test.clock.advance(61_000)
  await syncBalances(market.ports)
  expect(await statusOf(resourceId)).toEqual({
    status: 'active',
    reason: null,
    balance: '10000000',
  })
})

it('leaves a drained key stopped while its account is empty', async () => {
  const { resourceId } = await market.supply(`sk-sim-broke-${crypto.randomUUID().slice(0, 8)}`)
  await stopped(resourceId, 'OUT_OF_CREDITS')
  await market.test.clock.advance(61_000)
  await syncBalances(market.ports)
  expect(await statusOf(resourceId)).toMatchObject({ status: 'error', reason: 'OUT_OF_CREDITS' })
})

it('stops a key that the upstream refuses now', async () => {
  const { resourceId, key } = await market.supply()
  market.simulator.setScenario(key, { fault: 'unauthorized', on: 'account' })
  await market.test.clock.advance(interval)
  await syncBalances(market.ports)
  expect(await statusOf(resourceId)).toMatchObject({ status: 'error', reason: 'KEY_REFUSED' })
})

it.each(['server-error', 'html'] as const)(
  'learns nothing from an upstream that has a bad moment (%s)',
  async (fault) => {
    const { resourceId, key } = await market.supply()
    market.simulator.setScenario(key, { fault, on: 'account' })
    await market.test.clock.advance(interval)
    await syncBalances(market.ports)
    expect(await statusOf(resourceId)).toMatchObject({ status: 'active', balance: '10000000' })
  },
)

it('asks nobody again before it is time', async () => {
  await market.supply()
  await market.test.clock.advance(interval)
  await syncBalances(market.ports)
  const { accounts } = await market.caller.gateway.claimBalanceSync({ limit: 10 })
  expect(accounts).toEqual([])
})

it('says nothing of a key whose vault key it lacks, even when it is handed one', async () => {
  const { resourceId } = await market.supply()
  await market.test.admin.query(`UPDATE upstream_accounts SET balance_e4 = 7`)
  await market.test.clock.advance(interval)
  const ring = await createKeyRing()
  await syncBalances({ ...market.ports, ring })
  const untouched = { status: 'active', reason: null, balance: '7' }
  expect(await statusOf(resourceId)).toEqual(untouched)
  // Resealed between the claim's view and its reading: it comes all the same.
  await market.test.admin.query('UPDATE credentials SET vault_key_id = $2 WHERE resource_id = $1', [
    resourceId,
    ring.primaryKeyId,
  ])
  await syncBalances({ ...market.ports, ring })
  expect(await statusOf(resourceId)).toEqual(untouched)
})

it('uses no key whose tag does not fit, and says so', async () => {
  const { resourceId } = await market.supply()
  await market.test.admin.query(
    `UPDATE credentials SET verification_tag = repeat('0', 64) WHERE resource_id = $1`,
    [resourceId],
  )
  await market.test.admin.query(`UPDATE upstream_accounts SET balance_e4 = 7`)
  await market.test.clock.advance(interval)
  await syncBalances(market.ports)
  expect(await statusOf(resourceId)).toEqual({
    status: 'error',
    reason: 'CREDENTIAL_UNREADABLE',
    balance: '7',
  })
})
