import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { FixableError } from '../run/fixable-error.ts'
import { openLog, type Log } from './open-log.ts'
import { identify, type ProcessIdentity } from './process-identity.ts'
import { readableLine } from './readable-line.ts'
import { readyLine, type Ready } from './ready-line.ts'

export type ChildOptions = {
  name: string
  /** A script that Node runs, and its arguments. */
  command: readonly string[]
  cwd: string
  environment: Record<string, string>
  logFile: string
}

export type Child = {
  name: string
  identity: ProcessIdentity
  /** Resolves with the ready line; rejects when the child ends before it. */
  ready: Promise<Ready>
  /** Resolves with what to say about it, however it ends. */
  ended: Promise<ChildEnd>
  /** Asks it to stop; kills it and whatever it left behind after the grace, or at once when hurried. */
  stop(graceMs: number, hurry: AbortSignal): Promise<void>
}

export type ChildEnd = {
  name: string
  code: number | null
  signal: string | null
  lastLines: string
  logFile: string
}

/** Starts a child in a process group of its own, so that Ctrl-C reaches only us and we choose the order. */
export function spawnChild(options: ChildOptions): Child {
  const log = openLog(options.logFile)
  const process_ = spawn(process.execPath, ['--import', exitWithParent, ...options.command], {
    cwd: options.cwd,
    env: options.environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const ended = endOf(process_, options, log)
  const ready = new Promise<Ready>((resolve, reject) => {
    followLines(process_, options.name, log, resolve)
    void ended.then((end) => reject(diedEarly(end)))
  })
  // Whoever waits for `ready` hears of it; nobody has to.
  ready.catch(() => {})
  const pid = process_.pid ?? 0
  return {
    name: options.name,
    identity: identify(pid) ?? { pid, startedAt: '' },
    ready,
    ended,
    stop: (graceMs, hurry) => stop(process_, ended, graceMs, hurry),
  }
}

const exitWithParent = path.join(import.meta.dirname, 'exit-with-parent.mjs')

function followLines(
  process_: ChildProcess,
  name: string,
  log: Log,
  onReady: (ready: Ready) => void,
): void {
  const streams: [Readable | null, boolean][] = [
    [process_.stdout, true],
    [process_.stderr, false],
  ]
  for (const [stream, isOutput] of streams) {
    if (stream === null) continue
    createInterface({ input: stream }).on('line', (line) => {
      log.write(line)
      const ready = isOutput ? readyLine(line) : null
      if (ready !== null) onReady(ready)
      // The log file has everything; people read only what they may have to act on.
      const { text, isError } = readableLine(line)
      if (isError) console.error(`[${name}] ${text}`)
    })
  }
}

function endOf(
  process_: ChildProcess,
  { name, logFile }: ChildOptions,
  log: Log,
): Promise<ChildEnd> {
  return new Promise((resolve) => {
    const end = (code: number | null, signal: string | null) => {
      killGroup(process_.pid)
      resolve({ name, code, signal, lastLines: log.lastLines(), logFile })
      log.close()
    }
    process_.once('error', (error) => {
      log.write(error.message)
      end(null, null)
    })
    process_.once('close', end)
    // A grandchild may hold the pipes open, and then `close` would never come.
    process_.once('exit', () => killGroup(process_.pid))
  })
}

function diedEarly({ name, code, signal, lastLines, logFile }: ChildEnd): FixableError {
  return new FixableError(
    `The ${name} ended before it was ready (${signal ?? `exit code ${code ?? '?'}`}):\n${lastLines}`,
    `read ${logFile}`,
  )
}

async function stop(
  process_: ChildProcess,
  ended: Promise<ChildEnd>,
  graceMs: number,
  hurry: AbortSignal,
): Promise<void> {
  const kill = () => killGroup(process_.pid)
  const timer = setTimeout(kill, graceMs)
  if (hurry.aborted) kill()
  hurry.addEventListener('abort', kill, { once: true })
  process_.kill('SIGTERM')
  await ended
  clearTimeout(timer)
  hurry.removeEventListener('abort', kill)
}

/** Kills a process group; one that is gone already is what we want. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined || pid <= 1) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
