import { projectRoot } from '../config/project-root.ts'
import { readConfig } from '../config/read-config.ts'
import { FixableError } from '../run/fixable-error.ts'
import { parseFlags } from '../start/parse-flags.ts'
import { serve, type Purpose } from '../start/serve.ts'

/** Serves the whole product from this folder. */
export const start = (args: string[]): Promise<number> => run('serve', args)

/** Like start, but pages are built as they are asked for, and the worker restarts when its sources change. */
export const dev = (args: string[]): Promise<number> => run('dev', args)

/** Seeds the demo's data and ends. */
export const seed = (args: string[]): Promise<number> => run('seed', args)

function run(purpose: Purpose, args: string[]): Promise<number> {
  const config = readConfig(process.env, projectRoot, parseFlags(args))
  if (purpose === 'seed' && config.mode !== 'demo') {
    throw new FixableError(
      `Demo data is not put into a ${config.mode} installation.`,
      'unset AETHERFLOW_MODE',
    )
  }
  return serve(config, purpose)
}
