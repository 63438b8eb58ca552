import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from './choose-place.ts'
import { processesIn, readPostmaster } from './postmaster.ts'
import { runAs } from './run-as.ts'

const STOP_WITHIN_S = 30
const CHILDREN_GONE_WITHIN_MS = 10_000

/** Stops the server of this place, if one runs, and returns when none of its processes is left. */
export async function stopCluster(place: Place): Promise<void> {
  if (readPostmaster(place.dataDir) !== null) {
    // `fast` rolls back open transactions; `immediate` only when that does not end in time.
    const stopped = (await pgCtlStop(place, 'fast')) || (await pgCtlStop(place, 'immediate'))
    const still = readPostmaster(place.dataDir)
    if (!stopped && still !== null)
      throw new Error(`The database server ${still.pid} does not stop.`)
  }
  await waitUntilEmpty(place.dataDir)
}

async function pgCtlStop(place: Place, mode: 'fast' | 'immediate'): Promise<boolean> {
  const program = path.join(place.binaries, 'bin', 'pg_ctl')
  const args = [
    'stop',
    '--wait',
    `--timeout=${STOP_WITHIN_S}`,
    '--silent',
    `--mode=${mode}`,
    `--pgdata=${place.dataDir}`,
  ]
  return (await runAs(place.account, program, args)).status === 0
}

async function waitUntilEmpty(dataDir: string): Promise<void> {
  const deadline = Date.now() + CHILDREN_GONE_WITHIN_MS
  for (;;) {
    const left = processesIn(dataDir)
    if (left.length === 0) return
    if (Date.now() > deadline) {
      throw new Error(`Database processes are still running: ${left.join(', ')}`)
    }
    await sleep(50)
  }
}
