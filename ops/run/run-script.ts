import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'
import { projectRoot } from '../config/project-root.ts'
import { FixableError } from './fixable-error.ts'

/** Runs one of the project's own scripts with this Node to its end, and gives its exit code. */
export function runScript(
  script: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<number> {
  const file = path.join(projectRoot, script)
  if (!existsSync(file)) {
    return Promise.reject(
      new FixableError(`${script} is not part of this checkout.`, 'check out the whole repository'),
    )
  }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    })
    // On a terminal Ctrl-C reaches the script by itself; ours must wait for it to clean up.
    const forward = (signal: NodeJS.Signals) => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, forward)
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]),
    )
  })
}
