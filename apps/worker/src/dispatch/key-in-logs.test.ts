import { taskRow } from '@aetherflow/api/tasks/testing/arrange-tasks'
import { newKey } from '@aetherflow/api/testing/deposit-key'
import { FAULTS } from '@aetherflow/simulator/scenario'
import { expect, it } from 'vitest'
import { capturedLog } from '../testing/captured-log.ts'
import { testDispatcher } from '../testing/test-dispatcher.ts'
import { until } from '../testing/until.ts'
import { workerMarket } from '../testing/worker-market.ts'
import { callAs } from '../worker-caller.ts'

const market = workerMarket()

/** Ends of keys are shown to their owners; more than that of one is too much. */
const pieces = (key: string) => {
  const secret = key.slice('sk-sim-'.length)
  return Array.from({ length: secret.length - 11 }, (_, at) => secret.slice(at, at + 12))
}

it.each(FAULTS)('leaves nothing of a key in the log when the upstream does: %s', async (fault) => {
  const { log, text } = capturedLog()
  const key = newKey()
  await market.supply(key)
  const { test } = market
  await test.admin.query('UPDATE models SET call_timeout_ms = 1200')
  market.simulator.setScenario(key, { fault, delayMs: 50 })
  const [task = ''] = await market.submit(1)
  const caller = callAs('worker-test', { ...test.workerDeps, log })
  const worker = testDispatcher(market, { caller, log })
  await worker.round()
  await until(() => worker.inFlight() === 0)
  log.error({ task: await taskRow(test, task) }, 'end of test')
  expect(text()).toContain('end of test')
  for (const piece of pieces(key)) expect(text()).not.toContain(piece)
})
