import path from 'node:path'
import { projectRoot } from '../config/project-root.ts'
import type { Running } from './child-environments.ts'
import {
  environmentOf,
  simulatorEnvironment,
  webEnvironment,
  workerEnvironment,
} from './child-environments.ts'
import type { Crew } from './crew.ts'
import type { Purpose } from './serve.ts'

type Options = { running: Running; crew: Crew; purpose: Purpose }

/** The simulator (demo and test), the worker, the web server, each ready before the next one starts. */
export async function spawnCrew(options: Options): Promise<void> {
  const { running, purpose } = options
  const dev = purpose === 'dev'
  if (running.simulator !== null) {
    await spawn(
      options,
      'simulator',
      ['packages/simulator/src/main.ts'],
      simulatorEnvironment(running),
    )
  }
  const worker = await spawn(
    options,
    'worker',
    [...(dev ? ['--watch', '--watch-preserve-output'] : []), 'apps/worker/src/main.ts'],
    workerEnvironment(running),
  )
  await spawn(options, 'web', ['apps/web/src/server.ts', ...(dev ? ['--dev'] : [])], {
    ...webEnvironment(running, worker.url ?? ''),
    ...(dev ? { NODE_ENV: 'development' } : {}),
  })
}

async function spawn(
  { running, crew }: Options,
  name: string,
  command: string[],
  variables: Record<string, string | undefined>,
) {
  return crew.start({
    name,
    command,
    cwd: projectRoot,
    environment: environmentOf(variables, process.env),
    logFile: path.join(running.config.dataDir, 'logs', `${name}.log`),
  }).ready
}
