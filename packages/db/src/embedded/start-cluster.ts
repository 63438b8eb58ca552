import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { choosePlace, type Place } from './choose-place.ts'
import {
  createClusterIfMissing,
  giveTo,
  passwordFile,
  SETTINGS_FILE,
  SUPERUSER,
} from './create-cluster.ts'
import { forgetStranger, processesIn, readPostmaster, type Postmaster } from './postmaster.ts'
import { runAs } from './run-as.ts'
import { defaultSettings, renderSettings, type ServerSettings } from './settings.ts'
import { stopCluster } from './stop-cluster.ts'

export type StartClusterOptions = {
  /** Where the data should be; see `Place` for where it is when the server's user cannot reach that. */
  dataDir: string
  /** A free one when absent. An adopted server keeps its own. */
  port?: number
  settings?: ServerSettings
}

export type Cluster = {
  /** Connects the superuser to the maintenance database `postgres`. Holds a password: never print it. */
  superuserUrl: string
  host: string
  port: number
  pid: number
  place: Place
  how: 'created' | 'started' | 'adopted'
  stop(): Promise<void>
}

const HOST = '127.0.0.1'
const PORT_ATTEMPTS = 5
const READY_WITHIN_MS = 60_000

/**
 * Starts the cluster in `dataDir`, or adopts the one that already runs there; creates it first when
 * there is none. It runs in a session of its own, so Ctrl-C does not reach it: call `stop`.
 */
export async function startCluster(options: StartClusterOptions): Promise<Cluster> {
  const place = await choosePlace(options.dataDir)
  const running = await findRunning(place)
  if (running !== null) return describe(place, running, 'adopted')

  const settings = { ...defaultSettings, ...options.settings }
  const created = await createClusterIfMissing(place, settings['fsync'] !== 'off')
  writeSettings(place, settings)
  forgetStranger(place.dataDir)
  const { postmaster, ours } = await start(place, options.port)
  return describe(place, postmaster, ours ? (created ? 'created' : 'started') : 'adopted')
}

/** The server that is ready on these data; null once nobody works there any more. */
async function findRunning(place: Place): Promise<Postmaster | null> {
  const deadline = Date.now() + READY_WITHIN_MS
  for (;;) {
    const found = readPostmaster(place.dataDir)
    if (found?.status === 'ready' && (await answers(superuserUrl(place, found)))) return found
    // After a crash its children may still be leaving, and a new server refuses to start beside them.
    if (found === null && processesIn(place.dataDir).length === 0) return null
    if (Date.now() > deadline) {
      throw new Error(`The database server does not become ready: see ${logFile(place)}`)
    }
    await sleep(50)
  }
}

type Started = { postmaster: Postmaster; ours: boolean }

async function start(place: Place, wantedPort: number | undefined): Promise<Started> {
  let output = ''
  for (let attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
    const port = wantedPort ?? (await freePort())
    const run = await runAs(place.account, path.join(place.binaries, 'bin', 'pg_ctl'), [
      'start',
      '--wait',
      '--silent',
      `--timeout=${READY_WITHIN_MS / 1000}`,
      `--pgdata=${place.dataDir}`,
      `--log=${logFile(place)}`,
      `--options=-p ${port}`,
    ])
    // Also when pg_ctl failed: somebody else may have started it at the same moment.
    const postmaster = await findRunning(place)
    if (postmaster !== null) return { postmaster, ours: run.status === 0 }
    output = run.output.trim()
    // A port can be taken between our look and the server's; anything else will not mend itself.
    if (wantedPort !== undefined || !lastLogLines(place).includes('Address already in use')) break
  }
  throw new Error(`The database server did not start: ${output}\n${lastLogLines(place)}`)
}

function describe(place: Place, postmaster: Postmaster, how: Cluster['how']): Cluster {
  return {
    superuserUrl: superuserUrl(place, postmaster),
    host: HOST,
    port: postmaster.port,
    pid: postmaster.pid,
    place,
    how,
    stop: () => stopCluster(place),
  }
}

function superuserUrl(place: Place, { port }: Postmaster): string {
  const password = readFileSync(passwordFile(place.dataDir), 'utf8').trim()
  return `postgresql://${SUPERUSER}:${password}@${HOST}:${port}/postgres`
}

// A server that was killed this moment still stands in the process table as ready.
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

function writeSettings(place: Place, settings: ServerSettings): void {
  const file = path.join(place.dataDir, SETTINGS_FILE)
  writeFileSync(file, renderSettings(settings), { mode: 0o600 })
  giveTo(place, file)
}

function logFile(place: Place): string {
  return path.join(place.dataDir, 'server.log')
}

function lastLogLines(place: Place): string {
  try {
    return readFileSync(logFile(place), 'utf8').trim().split('\n').slice(-8).join('\n')
  } catch {
    return '(no server log)'
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, HOST, () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
