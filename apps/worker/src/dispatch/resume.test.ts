import { taskRow } from '@aetherflow/api/tasks/testing/arrange-tasks'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { changedCaller } from '../testing/changed-caller.ts'
import { type JobVendor, jobVendor } from '../testing/job-vendor.ts'
import { testDispatcher } from '../testing/test-dispatcher.ts'
import { until } from '../testing/until.ts'
import { stabilityOf, workerMarket } from '../testing/worker-market.ts'
import { callAs } from '../worker-caller.ts'
import { askUnknowns } from './ask-unknowns.ts'
import type { DispatcherOptions } from './create-dispatcher.ts'

const market = workerMarket()
const log = pino({ level: 'silent' })

function worker(name: string, vendor: JobVendor, differing: Partial<DispatcherOptions> = {}) {
  return testDispatcher(market, { name, upstreams: vendor.upstreams, ...differing })
}

const vendorOf = () => jobVendor(stabilityOf(market))

async function attempts(taskId: string) {
  const { rows } = await market.test.admin.query(
    `SELECT id, state, worker_id, job_ref, resumes, billed, resolution FROM attempts WHERE task_id = $1`,
    [taskId],
  )
  return rows
}
const jobNamed = (taskId: string) =>
  until(async () => (await attempts(taskId)).some(({ job_ref }) => job_ref !== null))
const billed = () => market.simulator.bill().filter(({ outcome }) => outcome === 'billed').length

describe('a job whose worker died', () => {
  it('is delivered by another, with one call on the bill and one attempt on record', async () => {
    await market.supply()
    const [task = ''] = await market.submit(1)
    const vendor = vendorOf()
    const before = billed()
    // It is never heard of again: nothing that it learns is reported.
    const lost = worker('worker-lost', vendor, { reporter: { report: async () => {} } })
    await lost.round()
    await jobNamed(task)
    await market.test.clock.advance(31_000)
    const next = worker('worker-next', vendor)
    await next.resume()
    vendor.finish()
    await until(() => next.inFlight() === 0)
    expect(await taskRow(market.test, task)).toMatchObject({ status: 'completed' })
    expect(await attempts(task)).toMatchObject([
      { state: 'succeeded', worker_id: 'worker-next', resumes: 1 },
    ])
    expect(vendor.begun).toHaveLength(1)
    expect(vendor.asked).toEqual(vendor.begun)
    expect(billed() - before).toBe(1)
    await until(() => lost.inFlight() === 0)
  })

  it('is not asked about by a worker that may not keep its name', async () => {
    await market.supply()
    const [task = ''] = await market.submit(1)
    const vendor = vendorOf()
    const recordJob = async () => ({ ok: false })
    const refused = worker('worker-refused', vendor, {
      caller: changedCaller(callAs('worker-refused', market.test.workerDeps), { recordJob }),
    })
    await refused.round()
    await until(() => refused.inFlight() === 0)
    expect(await attempts(task)).toMatchObject([{ state: 'unknown', job_ref: null }])
  })
})

describe('a worker that stops', () => {
  it('lets go of its jobs at once, and another goes on', async () => {
    await market.supply()
    const tasks = await market.submit(3)
    const vendor = vendorOf()
    const stopping = worker('worker-stopping', vendor)
    await stopping.round()
    await Promise.all(tasks.map(jobNamed))
    await stopping.drain(60_000)
    expect(stopping.inFlight()).toBe(0)
    const next = worker('worker-after', vendor)
    await next.resume()
    expect(next.inFlight()).toBe(3)
    vendor.finish()
    await until(() => next.inFlight() === 0)
    for (const task of tasks)
      expect(await taskRow(market.test, task)).toMatchObject({ status: 'completed' })
    expect(vendor.begun).toHaveLength(3)
  })

  it('gives back what it was just about to resume', async () => {
    await market.supply()
    const [task = ''] = await market.submit(1)
    const vendor = vendorOf()
    const lost = worker('worker-gone', vendor, { reporter: { report: async () => {} } })
    await lost.round()
    await jobNamed(task)
    await market.test.clock.advance(31_000)
    const stopping = worker('worker-late', vendor)
    const resumed = stopping.resume()
    await Promise.all([resumed, stopping.drain(60_000)])
    const next = worker('worker-last', vendor)
    await next.resume()
    vendor.finish()
    await until(() => next.inFlight() === 0)
    expect(await taskRow(market.test, task)).toMatchObject({ status: 'completed' })
    await until(() => lost.inFlight() === 0)
  })
})

describe('an unknown with a job', () => {
  async function unknownJob(vendor: JobVendor): Promise<string> {
    await market.supply()
    const [task = ''] = await market.submit(1)
    const lost = worker('worker-cut', vendor, { reporter: { report: async () => {} } })
    await lost.round()
    await jobNamed(task)
    await market.test.clock.advance(40 * 60_000)
    await callAs('sweeper', market.test.workerDeps).tasks.sweep()
    expect(await attempts(task)).toMatchObject([{ state: 'unknown' }])
    return task
  }
  const ports = (vendor: JobVendor) => ({
    caller: market.caller,
    ring: market.test.keyRing,
    upstreams: vendor.upstreams,
    log,
  })

  it('is resolved as billed when the vendor made the image', async () => {
    const vendor = vendorOf()
    const task = await unknownJob(vendor)
    vendor.finish()
    await askUnknowns(ports(vendor))
    expect(await attempts(task)).toMatchObject([{ resolution: 'job', billed: true }])
  })

  it('is resolved as free when the job failed, and stays open when nobody can say', async () => {
    const vendor = vendorOf()
    const task = await unknownJob(vendor)
    vendor.answer({ kind: 'refused', code: 'KEY_REFUSED', upstreamRequestId: null })
    await askUnknowns(ports(vendor))
    expect(await attempts(task)).toMatchObject([{ resolution: null }])
    await market.test.clock.advance(60 * 60_000)
    vendor.answer({ kind: 'refused', code: 'UPSTREAM_ERROR', upstreamRequestId: null })
    await askUnknowns(ports(vendor))
    expect(await attempts(task)).toMatchObject([{ resolution: 'job', billed: false }])
  })
})
