import { spawn, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { holderFile, readHolder, type Holder } from '../start/data-folder-lock.ts'
import { isRunning } from '../start/process-identity.ts'
import type { Owner } from './copy-checkout.ts'

export type App = {
  process: ChildProcess
  output(): string
  /** Resolves with the holder's record when the app answers; throws when it ended before. */
  served(): Promise<Holder & { address: string }>
  ended: Promise<number | null>
}

type Options = {
  checkout: string
  dataDir: string
  owner?: Owner | null
  args?: string[]
  env?: Record<string, string>
}

function homeOf(checkout: string, { uid, gid }: Owner): string {
  const home = path.join(path.dirname(checkout), 'home')
  mkdirSync(home, { recursive: true, mode: 0o700 })
  chownSync(home, uid, gid)
  return home
}

/** Types `npm start` in that checkout. */
export function startApp({
  checkout,
  dataDir,
  owner = null,
  args = ['--port', '0'],
  env = {},
}: Options): App {
  const child = spawn('npm', ['start', '--silent', '--', ...args], {
    cwd: checkout,
    // As a terminal would: Ctrl-C goes to the whole group.
    detached: true,
    ...(owner === null ? {} : owner),
    env: {
      PATH: process.env.PATH ?? '',
      HOME: owner === null ? (process.env.HOME ?? '/root') : homeOf(checkout, owner),
      DATA_DIR: dataDir,
      SIMULATOR_PORT: '0',
      npm_config_cache: path.join(checkout, '.npm'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return {
    process: child,
    output: () => output,
    served: () => served(dataDir, child, () => output),
    ended,
  }
}

async function served(
  dataDir: string,
  child: ChildProcess,
  output: () => string,
): Promise<Holder & { address: string }> {
  for (;;) {
    const holder = readHolder(holderFile(dataDir))
    if (holder !== null && holder.address !== null && isRunning(holder.supervisor))
      return { ...holder, address: holder.address }
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The app ended:\n${output()}`)
    await sleep(100)
  }
}

/** Processes that still mention the folder: in their command line, environment, or as their current folder. */
export function leftovers(...folders: string[]): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      const traces = [read(`/proc/${pid}/cmdline`), read(`/proc/${pid}/environ`), cwd(pid)]
      const mentioned = folders.some((folder) => traces.some((trace) => trace.includes(folder)))
      return mentioned ? [`${pid} ${traces[0]?.replaceAll('\0', ' ') ?? ''}`] : []
    })
}

/** The database folder an app told about, when it could not be inside the data folder. */
export function databaseFolder(output: string, dataDir: string): string {
  const moved = /the data lies in (\S+?)\.\s/.exec(output)?.[1]
  return moved ?? path.join(dataDir, 'postgres')
}

export function postmasterPid(folder: string): number | null {
  const file = path.join(folder, 'postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null
}

export function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`)
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function cwd(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}
