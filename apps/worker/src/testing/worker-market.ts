import { addCredits, addUser } from '@aetherflow/api/testing/arrange'
import type { TestUser } from '@aetherflow/api/testing/contexts'
import { userCtx } from '@aetherflow/api/testing/contexts'
import { depositKey, newKey } from '@aetherflow/api/testing/deposit-key'
import { createTestDeps, type TestDeps } from '@aetherflow/api/testing/test-deps'
import { updateResource } from '@aetherflow/api/gateway/update-resource'
import { resumeResource } from '@aetherflow/api/gateway/resume-resource'
import { clearMarket, submitTasks } from '@aetherflow/api/tasks/testing/arrange-tasks'
import type { ImageUpstream } from '@aetherflow/integrations/image/image-upstream'
import type { Simulator } from '@aetherflow/simulator/start-simulator'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type DepositPorts, verifyDue } from '../deposits/verify-due.ts'
import { callAs, type WorkerCaller } from '../worker-caller.ts'
import { startQuickSimulator, upstreamsOf } from './sample-call.ts'

export type WorkerMarket = {
  test: TestDeps
  simulator: Simulator
  upstreams: ReadonlyMap<string, ImageUpstream>
  caller: WorkerCaller
  consumer: TestUser
  ports: DepositPorts
  /** A live resource whose key went through a deposit and this worker's verification. */
  supply(key?: string): Promise<{ resourceId: string; key: string }>
  /** So many tasks of one and the same small picture. */
  submit(count: number): Promise<string[]>
}

/** A database per file and a market per test, with a consumer who has 100 credits. */
export function workerMarket(): WorkerMarket {
  let test: TestDeps
  let simulator: Simulator
  let upstreams: ReadonlyMap<string, ImageUpstream>
  let consumer: TestUser
  beforeAll(async () => {
    ;[test, simulator] = await Promise.all([createTestDeps(), startQuickSimulator()])
    upstreams = upstreamsOf(simulator)
  })
  afterAll(async () => {
    await Promise.all([test.close(), simulator.close()])
  })
  beforeEach(async () => {
    await clearMarket(test)
    consumer = await addUser(test)
    await addCredits(test, consumer, 100)
  })
  const market: WorkerMarket = {
    get test() {
      return test
    },
    get simulator() {
      return simulator
    },
    get upstreams() {
      return upstreams
    },
    get consumer() {
      return consumer
    },
    get caller() {
      return callAs('worker-test', test.workerDeps)
    },
    get ports() {
      return { caller: market.caller, ring: test.keyRing, upstreams, simulatedKeysOnly: true }
    },
    async supply(key = newKey()) {
      const owner = await addUser(test, 'provider')
      const { resourceId } = await depositKey(test, owner, key)
      await verifyDue(market.ports)
      const ctx = userCtx(test.deps, owner)
      await updateResource(ctx, { resourceId, concurrencyLimit: 50, requestsPerMinute: 6_000 })
      await resumeResource(ctx, { resourceId })
      return { resourceId, key }
    },
    async submit(count) {
      const task = { modelId: 'stability:sd3.5-medium', ceiling: 400n, seed: 7n }
      const run = await submitTasks(test, consumer, count, {
        params: { aspectRatio: '1:1', outputFormat: 'jpeg' },
        tasks: Array.from({ length: count }, () => task),
      })
      return run.tasks.map(({ taskId }) => taskId)
    },
  }
  return market
}

/** The vendor that a market's tasks are for. */
export function stabilityOf({ upstreams }: WorkerMarket): ImageUpstream {
  const stability = upstreams.get('stability')
  if (stability === undefined) throw new Error('no stability')
  return stability
}
