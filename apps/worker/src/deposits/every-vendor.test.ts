import { addUser } from '@aetherflow/api/testing/arrange'
import { userCtx } from '@aetherflow/api/testing/contexts'
import { depositKey, newKey } from '@aetherflow/api/testing/deposit-key'
import { declareBudget } from '@aetherflow/api/gateway/declare-budget'
import { getResource } from '@aetherflow/api/gateway/get-resource'
import { getVerification } from '@aetherflow/api/gateway/get-verification'
import { createUpstreams } from '@aetherflow/integrations/image/upstreams'
import { expect, it } from 'vitest'
import { workerMarket } from '../testing/worker-market.ts'
import { verifyDue } from './verify-due.ts'

const market = workerMarket()
const vendors = [...createUpstreams().keys()]

async function deposited(upstreamId: string, key: string) {
  const owner = await addUser(market.test, 'provider')
  const { resourceId } = await depositKey(market.test, owner, key, upstreamId)
  await verifyDue(market.ports)
  const ctx = userCtx(market.test.deps, owner)
  const [view, { checks }] = await Promise.all([
    getResource(ctx, { resourceId }),
    getVerification(ctx, { resourceId }),
  ])
  return { ctx, resourceId, view, checks: checks.map(({ check, result }) => `${check} ${result}`) }
}

it.each(vendors)('a good key of %s passes every check that its vendor allows', async (id) => {
  const { ctx, resourceId, view, checks } = await deposited(id, newKey())
  expect(view).toMatchObject({ status: 'paused', statusReason: 'not_live', keyVersion: 1 })
  expect(checks).toEqual(
    expect.arrayContaining(['format passed', 'authentication passed', 'duplicate passed']),
  )
  expect(checks).toContain(`balance ${view.balanceDeclared ? 'skipped' : 'passed'}`)
  if (!view.balanceDeclared) {
    expect(view.upstreamBalanceE4).toBeGreaterThan(0n)
    return
  }
  expect(view.upstreamBalanceE4).toBeNull()
  const declared = await declareBudget(ctx, { resourceId, budgetE4: 70_000n })
  expect(declared.upstreamBalanceE4).toBe(70_000n)
})

it.each(vendors)('a revoked key of %s is refused and destroyed', async (id) => {
  const key = newKey().replace('sk-sim-', 'sk-sim-revoked-')
  const { view, checks } = await deposited(id, key)
  expect(view).toMatchObject({ status: 'error', statusReason: 'KEY_REFUSED', keyVersion: null })
  expect(checks).toEqual(['format passed', 'authentication failed'])
})

it.each(vendors)('what looks like no key of %s is never sent there', async (id) => {
  const { view, checks } = await deposited(id, 'sk-sim-no!key?at=all')
  expect(view).toMatchObject({ status: 'error', statusReason: 'KEY_FORMAT' })
  expect(checks).toEqual(['format failed'])
})

it('the same key of two vendors is two keys; of one vendor it is live once', async () => {
  const key = newKey()
  expect((await deposited('stability', key)).view.status).toBe('paused')
  expect((await deposited('replicate', key)).view.status).toBe('paused')
  const again = await deposited('replicate', key)
  expect(again.view).toMatchObject({ status: 'error', statusReason: 'KEY_ALREADY_DEPOSITED' })
  expect(again.checks).toContain('duplicate failed')
})
