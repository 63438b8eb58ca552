import { pino } from 'pino'
import {
  createDispatcher,
  type Dispatcher,
  type DispatcherOptions,
} from '../dispatch/create-dispatcher.ts'
import { createReporter } from '../dispatch/report-results.ts'
import { callAs } from '../worker-caller.ts'
import { fixedLimit } from './fixed-limit.ts'
import { plainPrepare } from './plain-prepare.ts'
import type { WorkerMarket } from './worker-market.ts'

type Given = Partial<DispatcherOptions> & { name?: string }

/** A worker of a test: eight calls at once, pictures stored as they came, and no log, unless something else is given. */
export function testDispatcher(
  { test, upstreams }: Pick<WorkerMarket, 'test' | 'upstreams'>,
  { name = 'worker-test', ...differing }: Given = {},
): Dispatcher {
  const { caller = callAs(name, test.workerDeps), log = pino({ level: 'silent' }) } = differing
  return createDispatcher({
    caller,
    ring: test.keyRing,
    upstreams,
    storage: test.workerDeps.storage,
    prepare: plainPrepare,
    reporter: createReporter(caller, log),
    limit: fixedLimit(8),
    onFree: () => {},
    log,
    ...differing,
  })
}
