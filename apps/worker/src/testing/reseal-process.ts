import { createDeps } from '../create-deps.ts'
import { resealKeys } from '../deposits/reseal-keys.ts'
import { callAs } from '../worker-caller.ts'
import { readWorkerEnvironment } from '../worker-environment.ts'

// A worker that does nothing but reseal, so that a test can kill it: says `round` after each, `done` at the end.
const env = await readWorkerEnvironment(process.env)
const { deps, close } = createDeps(env)
const caller = callAs(`reseal-${process.pid}`, deps)
const batch = Number(process.env['RESEAL_BATCH'] ?? '100')
process.stdout.write('started\n')
while ((await resealKeys({ caller, ring: env.ring }, batch)).more) process.stdout.write('round\n')
process.stdout.write('done\n')
await close()
