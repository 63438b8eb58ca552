import { createKeyRing } from '@aetherflow/crypto/key-ring'
import { taskRow } from '@aetherflow/api/tasks/testing/arrange-tasks'
import { expect, it } from 'vitest'
import { capturedLog } from '../testing/captured-log.ts'
import { changedCaller } from '../testing/changed-caller.ts'
import { type JobVendor, jobVendor } from '../testing/job-vendor.ts'
import { testDispatcher } from '../testing/test-dispatcher.ts'
import { until } from '../testing/until.ts'
import { stabilityOf, workerMarket } from '../testing/worker-market.ts'
import { callAs } from '../worker-caller.ts'
import { askUnknowns } from './ask-unknowns.ts'
import type { DispatcherOptions } from './create-dispatcher.ts'

const market = workerMarket()

function worker(name: string, vendor: JobVendor, differing: Partial<DispatcherOptions> = {}) {
  const { log, text } = capturedLog()
  const { upstreams } = vendor
  const dispatcher = testDispatcher(market, { name, upstreams, log, ...differing })
  return { ...dispatcher, text }
}

/** A worker of another ring; `told` asks as if it knew every vault key, as when a key is resealed right before the claim. */
async function blind(vendor: JobVendor, told: 'honest' | 'told') {
  const ring = await createKeyRing()
  const { tasks } = callAs('worker-blind', market.test.workerDeps)
  const asIfKnown = changedCaller(callAs('worker-blind', market.test.workerDeps), {
    claim: ({ limit }) => tasks.claim({ limit }),
    resume: ({ limit }) => tasks.resume({ limit }),
  })
  return worker('worker-blind', vendor, { ring, ...(told === 'told' ? { caller: asIfKnown } : {}) })
}

const vendorOf = () => jobVendor(stabilityOf(market))

async function attemptsOf(taskId: string) {
  const { rows } = await market.test.admin.query(
    'SELECT state, dispatched_at, resumes, slot_held FROM attempts WHERE task_id = $1 ORDER BY claimed_at',
    [taskId],
  )
  return rows
}

async function resourceOf(resourceId: string) {
  const { rows } = await market.test.admin.query(
    `SELECT r.status, r.status_reason AS reason, c.failures, c.in_flight FROM resources r
     JOIN resource_counters c ON c.resource_id = r.id WHERE r.id = $1`,
    [resourceId],
  )
  return rows[0]
}
const unharmed = { status: 'active', reason: null, failures: 0, in_flight: 0 }

it('claims nothing of what it cannot open, and a worker that can takes it', async () => {
  const { resourceId } = await market.supply()
  const [task = ''] = await market.submit(1)
  const vendor = vendorOf()
  vendor.finish()
  expect(await (await blind(vendor, 'honest')).round()).toEqual({ more: false })
  expect(await attemptsOf(task)).toEqual([])
  expect(await taskRow(market.test, task)).toMatchObject({ status: 'pending', parked_until: null })
  expect(await resourceOf(resourceId)).toEqual(unharmed)
  const seeing = worker('worker-seeing', vendor)
  await seeing.round()
  await until(() => seeing.inFlight() === 0)
  expect(await taskRow(market.test, task)).toMatchObject({ status: 'completed' })
})

it('hands back what it cannot open and holds off, for a worker that can', async () => {
  const { resourceId, key } = await market.supply()
  const [task = ''] = await market.submit(1)
  const vendor = vendorOf()
  vendor.finish()
  const lost = await blind(vendor, 'told')
  await lost.round()
  await until(() => lost.inFlight() === 0)
  expect(await attemptsOf(task)).toMatchObject([
    { state: 'abandoned', dispatched_at: null, slot_held: false },
  ])
  expect(await taskRow(market.test, task)).toMatchObject({ status: 'pending', excluded: [] })
  expect(await resourceOf(resourceId)).toEqual(unharmed)
  for (let again = 0; again < 3; again++) expect(await lost.round()).toEqual({ more: false })
  expect(await attemptsOf(task)).toHaveLength(1)
  expect(lost.text().split('vault key missing')).toHaveLength(2)
  expect(lost.text()).toContain(market.test.keyRing.primaryKeyId)
  expect(lost.text()).not.toContain(key.slice(7, 19))
  expect(vendor.begun).toEqual([])
  const seeing = worker('worker-seeing', vendor)
  await seeing.round()
  await until(() => seeing.inFlight() === 0)
  expect(await taskRow(market.test, task)).toMatchObject({ status: 'completed' })
})

it('lets go of a job that it cannot ask about, and gives up nothing as unknown', async () => {
  await market.supply()
  const [task = ''] = await market.submit(1)
  const vendor = vendorOf()
  const first = worker('worker-first', vendor)
  await first.round()
  await until(async () => (await attemptsOf(task))[0]?.state === 'dispatched')
  await until(() => vendor.begun.length === 1)
  await market.test.clock.advance(31_000)
  expect(await (await blind(vendor, 'honest')).resume()).toEqual({ more: false })
  expect(await attemptsOf(task)).toMatchObject([{ state: 'dispatched', resumes: 0 }])
  const lost = await blind(vendor, 'told')
  await lost.resume()
  await until(() => lost.inFlight() === 0)
  expect(await attemptsOf(task)).toMatchObject([{ state: 'dispatched', resumes: 1 }])
  expect(vendor.asked).toEqual([])
  vendor.finish()
  const seeing = worker('worker-seeing', vendor)
  await seeing.resume()
  await until(() => seeing.inFlight() === 0 && first.inFlight() === 0)
  expect(await taskRow(market.test, task)).toMatchObject({ status: 'completed' })
  expect(vendor.begun).toHaveLength(1)
})

it('takes no turn of asking about unknowns from those that can ask', async () => {
  const { test } = market
  let asked: string[] | undefined
  const { tasks } = callAs('worker-blind', test.workerDeps)
  const ring = await createKeyRing()
  const caller = changedCaller(callAs('worker-blind', test.workerDeps), {
    claimUnknowns: (input) => {
      asked = input.vaultKeyIds
      return tasks.claimUnknowns(input)
    },
  })
  const { log } = capturedLog()
  await askUnknowns({ caller, ring, upstreams: market.upstreams, log })
  expect(asked).toEqual([ring.primaryKeyId])
})
