import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'

const root = path.join(import.meta.dirname, '../../..')

/** What the operator types, at the product that the journeys use; answers what it says. */
export async function runCommand(...args: string[]): Promise<string> {
  const env = { ...process.env, DATA_DIR: inject('dataDir'), AETHERFLOW_MODE: 'test' }
  const { stdout } = await promisify(execFile)(process.execPath, ['ops/cli.ts', ...args], {
    cwd: root,
    env,
  })
  return stdout
}
