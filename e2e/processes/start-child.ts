import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'

export type Child = {
  pid: number
  /** What its ready line said. */
  ready: Record<string, unknown>
  /** Everything it wrote so far, both streams. */
  output(): string
  signal(name: 'SIGTERM' | 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void
  dead(): boolean
  /** Resolves with its exit code, or the signal that ended it. */
  ended: Promise<number | string | null>
  /** Kills it if it still lives. */
  end(): Promise<void>
}

const root = path.join(import.meta.dirname, '../..')
const exitWithParent = path.join(root, 'ops/start/exit-with-parent.mjs')

/** Starts one of the product's processes and resolves when it says that it is ready. */
export async function startChild(script: string, env: Record<string, string>): Promise<Child> {
  const child = spawn(process.execPath, ['--import', exitWithParent, path.join(root, script)], {
    cwd: root,
    env: { NODE_ENV: 'production', PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  const ready = await new Promise<Record<string, unknown>>((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('no output to read'))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = line.startsWith('{"ready"') ? readyLine(line) : null
      if (said !== null) resolve(said)
    })
    void ended.then((code) => reject(new Error(`${script} ended (${String(code)}):\n${output}`)))
  })
  return {
    pid: child.pid ?? 0,
    ready,
    output: () => output,
    dead: () => child.exitCode !== null || child.signalCode !== null,
    signal: (name) => void child.kill(name),
    ended,
    async end() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await ended
    },
  }
}

function readyLine(line: string): Record<string, unknown> | null {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
