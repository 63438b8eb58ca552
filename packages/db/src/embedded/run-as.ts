import { spawn } from 'node:child_process'
import type { ServerAccount } from './server-account.ts'

export type RunResult = { status: number | null; output: string }

/** Runs a program as the server's account with an almost empty environment and waits for its end. */
export function runAs(
  account: ServerAccount,
  program: string,
  args: readonly string[],
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...identity(account),
      // The caller's folder may be closed to that account.
      cwd: '/',
      env: {
        NODE_ENV: 'production',
        PATH: '/usr/local/bin:/usr/bin:/bin',
        LC_ALL: 'C',
        TZ: 'UTC',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, output }))
  })
}

export function identity(account: ServerAccount): { uid?: number; gid?: number } {
  return account.uid === null || account.gid === null ? {} : { uid: account.uid, gid: account.gid }
}
