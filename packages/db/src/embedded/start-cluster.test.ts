import { spawn } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { processesIn, readPostmaster } from './postmaster.ts'
import { throwawaySettings } from './settings.ts'
import { startCluster, type Cluster, type StartClusterOptions } from './start-cluster.ts'

let folder: string
let dataDir: string
const started: Cluster[] = []

// One cluster for all tests, because making one is the slow part; each test finds it stopped.
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'aetherflow-embedded-'))
  chmodSync(folder, 0o755)
  dataDir = path.join(folder, 'data', 'postgres')
})

afterEach(async () => {
  for (const cluster of started.splice(0)) await cluster.stop()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function start(options: Partial<StartClusterOptions> = {}): Promise<Cluster> {
  const cluster = await startCluster({ dataDir, ...options })
  started.push(cluster)
  return cluster
}

async function ask(cluster: Cluster, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: cluster.superuserUrl })
  await client.connect()
  try {
    return (await client.query(text)).rows[0]
  } finally {
    await client.end()
  }
}

test('creates a cluster, stops it without leaving a process, and starts it with its data', async () => {
  const first = await start()
  expect(first.how).toBe('created')
  await ask(first, 'CREATE TABLE kept AS SELECT 42 AS answer')
  expect(processesIn(first.place.dataDir).length).toBeGreaterThan(1)
  await first.stop()
  expect(processesIn(first.place.dataDir)).toEqual([])
  expect(readPostmaster(first.place.dataDir)).toBeNull()

  const second = await start()
  expect(second.how).toBe('started')
  expect(await ask(second, 'SELECT answer FROM kept')).toEqual({ answer: 42 })
})

test('is PostgreSQL 18 with UTF-8, a locale that is the same everywhere, and checksums', async () => {
  const cluster = await start()
  expect(
    await ask(
      cluster,
      `SELECT current_setting('server_version_num')::int / 10000 AS version, pg_encoding_to_char(encoding) AS encoding,
              datlocprovider AS provider, datlocale AS locale, current_setting('data_checksums') AS checksums
         FROM pg_database WHERE datname = 'postgres'`,
    ),
  ).toEqual({ version: 18, encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8', checksums: 'on' })
})

test('listens on the loopback interface only, without a socket, and asks everybody for a password', async () => {
  const cluster = await start()
  const listening = `SELECT current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets`
  expect(await ask(cluster, listening)).toEqual({ addresses: '127.0.0.1', sockets: '' })
  const url = new URL(cluster.superuserUrl)
  url.password = 'wrong'
  await expect(ask({ ...cluster, superuserUrl: url.href }, 'SELECT 1')).rejects.toThrow(
    'password authentication failed',
  )
})

test("keeps the superuser's password where only the server's user can read it", async () => {
  const { place } = await start()
  for (const file of ['superuser-password', 'aetherflow.conf']) {
    expect(statSync(path.join(place.dataDir, file)).mode & 0o077).toBe(0)
  }
  expect(statSync(place.dataDir).mode & 0o077).toBe(0)
})

test('never runs as root', async () => {
  const { pid } = await start()
  expect(statSync(`/proc/${pid}`).uid).not.toBe(0)
})

test('adopts a server that is already running on the same data', async () => {
  const first = await start()
  const second = await start()
  expect(second).toMatchObject({ how: 'adopted', pid: first.pid, port: first.port })
})

test('recovers after the server was killed', async () => {
  const first = await start()
  await ask(first, 'CREATE TABLE survived AS SELECT 42 AS answer')
  process.kill(first.pid, 'SIGKILL')
  const second = await start()
  expect(second.how).toBe('started')
  expect(await ask(second, 'SELECT answer FROM survived')).toEqual({ answer: 42 })
})

test('starts although the recorded process id belongs to another program by now', async () => {
  const first = await start()
  await first.stop()
  const stranger = spawn(
    'sleep',
    ['60'],
    first.place.account.uid === null ? {} : { uid: first.place.account.uid },
  )
  const pidFile = path.join(first.place.dataDir, 'postmaster.pid')
  const lines = [stranger.pid, first.place.dataDir, 1, first.port, '', '127.0.0.1', '', 'ready']
  writeFileSync(pidFile, `${lines.join('\n')}\n`)
  const second = await start()
  expect(second.how).toBe('started')
  stranger.kill()
})

test('stopping twice, or what never ran, is nothing', async () => {
  const cluster = await start()
  await cluster.stop()
  await cluster.stop()
  expect(processesIn(cluster.place.dataDir)).toEqual([])
})

test('stops although clients are connected and inside a transaction', async () => {
  const cluster = await start()
  const client = new pg.Client({ connectionString: cluster.superuserUrl })
  client.on('error', () => {})
  await client.connect()
  await client.query('BEGIN; CREATE TABLE open (a int)')
  await cluster.stop()
  expect(processesIn(cluster.place.dataDir)).toEqual([])
})

test('a wanted port is taken, and a taken one refused with the reason', async () => {
  const first = await start()
  const other = path.join(folder, 'other')
  const attempt = startCluster({ dataDir: other, port: first.port, settings: throwawaySettings })
  await expect(attempt).rejects.toThrow('Address already in use')
  await first.stop()
  const second = await start({ port: first.port })
  expect(second.port).toBe(first.port)
})

test('the server survives the signals that end its starter', async () => {
  const script = `
    const { startCluster } = await import(process.argv[1])
    const cluster = await startCluster({ dataDir: process.argv[2] })
    process.stdout.write(String(cluster.pid))
    setInterval(() => {}, 1000)`
  const source = path.join(import.meta.dirname, 'start-cluster.ts')
  const starter = spawn(process.execPath, ['--input-type=module', '-e', script, source, dataDir], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = await new Promise<number>((resolve) =>
    starter.stdout.once('data', (text: Buffer) => resolve(Number(text))),
  )
  // As Ctrl-C does: to the whole process group.
  process.kill(-(starter.pid ?? 0), 'SIGINT')
  await new Promise((resolve) => starter.once('exit', resolve))
  const adopted = await start()
  expect(adopted).toMatchObject({ how: 'adopted', pid })
})

test('two that create the same cluster at once end with one server', async () => {
  const fresh = { dataDir: path.join(folder, 'fresh'), settings: throwawaySettings }
  const [first, second] = await Promise.all([start(fresh), start(fresh)])
  expect(first.pid).toBe(second.pid)
  expect([first.how, second.how]).toContain('adopted')
})

test.runIf(process.getuid?.() === 0)(
  'goes to a reachable folder when the wanted one is closed to the server user',
  async () => {
    const closed = path.join(folder, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const options = { dataDir: path.join(closed, 'postgres'), settings: throwawaySettings }
    const cluster = await start(options)
    expect(cluster.place.movedFrom).toBe(options.dataDir)
    expect(cluster.place.dataDir).toMatch(/^\/var\/lib\/aetherflow\/[0-9a-f]{16}\/postgres$/)
    await cluster.stop()
    const again = await start(options)
    expect(again).toMatchObject({ how: 'started', place: cluster.place })
    await again.stop()
    rmSync(path.dirname(cluster.place.dataDir), { recursive: true })
  },
)

test('the server log is in the data folder', async () => {
  const { place } = await start()
  expect(readFileSync(path.join(place.dataDir, 'server.log'), 'utf8')).toContain(
    'ready to accept connections',
  )
})
