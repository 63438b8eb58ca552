import { parseArgs } from 'node:util'
import type { Flags } from '../config/read-config.ts'
import { FixableError } from '../run/fixable-error.ts'

/** `--port N` and `--https`. */
export function parseFlags(args: string[]): Flags {
  try {
    const { values } = parseArgs({
      args,
      options: { port: { type: 'string' }, https: { type: 'boolean' } },
    })
    return values
  } catch (error) {
    throw new FixableError(
      error instanceof Error ? error.message : String(error),
      'npm start [-- --port N] [--https]; everything else is set by environment variables',
    )
  }
}
