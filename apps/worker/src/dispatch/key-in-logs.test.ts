import { taskRow } from '@aetherflow/api/tasks/testing/arrange-tasks'
import { newKey } from '@aetherflow/api/testing/deposit-key'
import { FAULTS } from '@aetherflow/simulator/scenario'
import { expect, it } from 'vitest'
import { capturedLog } from '../testing/captured-log.ts'
import { plainPrepare } from '../testing/plain-prepare.ts'
import { fixedLimit } from '../testing/fixed-limit.ts'
import { workerMarket } from '../testing/worker-market.ts'
import { callAs } from '../worker-caller.ts'
import { createDispatcher } from './create-dispatcher.ts'
import { createReporter } from './report-results.ts'

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
  const { test, upstreams } = market
  await test.admin.query('UPDATE models SET call_timeout_ms = 1200')
  market.simulator.setScenario(key, { fault, delayMs: 50 })
  const [task = ''] = await market.submit(1)
  const caller = callAs('worker-test', { ...test.workerDeps, log })
  const worker = createDispatcher({
    caller,
    ring: test.keyRing,
    upstreams,
    storage: test.workerDeps.storage,
    prepare: plainPrepare,
    reporter: createReporter(caller, log),
    limit: fixedLimit(4),
    onFree: () => {},
    log,
  })
  await worker.round()
  while (worker.inFlight() > 0) await new Promise((resolve) => setTimeout(resolve, 10))
  log.error({ task: await taskRow(test, task) }, 'end of test')
  expect(text()).toContain('end of test')
  for (const piece of pieces(key)) expect(text()).not.toContain(piece)
})
