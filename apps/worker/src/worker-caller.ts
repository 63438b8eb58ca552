import { randomUUID } from 'node:crypto'
import type { Deps } from '@aetherflow/api/deps'
import { createWorkerCaller } from '@aetherflow/api/worker-router'

export type WorkerCaller = ReturnType<typeof createWorkerCaller>

/** The system's procedures, called in process as this worker. */
export function callAs(workerId: string, deps: Deps): WorkerCaller {
  return createWorkerCaller({
    deps,
    requestId: randomUUID(),
    actor: { kind: 'worker', workerId },
    address: '',
    userAgent: '',
    locale: 'en',
  })
}
