import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')

export type ServedApp = {
  /** Where the pages are. */
  address: string
  simulatorUrl: string
  dataDir: string
  stop(): Promise<void>
}

export type ServeOptions = {
  /** `test` begins empty and answers at once, `demo` begins with the seeded demo. */
  mode: 'test' | 'demo'
  env?: Record<string, string>
}

/** Starts the whole product the way `npm start` does, on free ports, with a data folder of its own. */
export async function serveApp({ mode, env = {} }: ServeOptions): Promise<ServedApp> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'aetherflow-e2e-'))
  const child = spawn(process.execPath, ['ops/cli.ts', 'start', '--port', '0'], {
    cwd: root,
    env: { ...process.env, AETHERFLOW_MODE: mode, DATA_DIR: dataDir, SIMULATOR_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = async () => {
    await ended(child, 'SIGTERM')
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    return { ...(await told(child)), dataDir, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The addresses that it prints once everything answers. */
function told(child: ChildProcess): Promise<{ address: string; simulatorUrl: string }> {
  let output = ''
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const address = /is ready: (http\S+)/.exec(output)?.[1]
      const simulatorUrl = /simulator\s+(http\S+)/.exec(output)?.[1]
      if (address !== undefined && simulatorUrl !== undefined) resolve({ address, simulatorUrl })
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', () => reject(new Error(`the app did not start:\n${output}`)))
  })
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const over = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill(signal)
  await over
}
