import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Deps } from '@aetherflow/api/deps'
import { publishCatalogue } from '@aetherflow/api/gateway/publish-catalogue'
import { createPool } from '@aetherflow/db/pool'
import { poolSql } from '@aetherflow/db/sql'
import { createTestDatabase, type TestDatabase } from '@aetherflow/db/test-database'
import type pg from 'pg'
import { type Child, startChild } from './start-child.ts'
import {
  makeSettings,
  openWeb,
  simulatorEnvironment,
  webEnvironment,
  workerEnvironment,
  type WorldSettings,
} from './world-environments.ts'

export type World = {
  /** What verbs reach in a web process; they run in this one, as the role web. */
  deps: Deps
  /** As the role worker. */
  workerDeps: Pick<Deps, 'sql'>
  /** Owner of the tables: for arranging and for looking. */
  admin: pg.Pool
  database: TestDatabase
  simulatorUrl: string
  settings: WorldSettings
  startWorker(env?: Record<string, string>): Promise<Child>
  /** The web's procedures over HTTP, without its pages. */
  startWebDoor(): Promise<Child>
  /** Output of our processes so far; the vendor's is its own affair. */
  logs(): string
  /** Moves the database's clock forward. */
  advance(ms: number): Promise<void>
  close(): Promise<void>
}

export type WorldOptions = {
  /** Our processes reach the database by this port, where something between them and it can be cut. */
  databasePort?: number
  /** Where gateways reach our webs; nothing listens at the default. */
  publicUrl?: string
}

/** A cloned database, a simulator process, a vault and a disk; workers and webs are started as wanted. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(path.join(tmpdir(), 'aetherflow-world-'))
  const settings = await makeSettings(folder, options.publicUrl)
  const simulator = await startChild(
    'packages/simulator/src/main.ts',
    simulatorEnvironment(settings),
  )
  const reached = { database, simulatorUrl: String(simulator.ready['url']) }
  const web = openWeb(settings, reached)
  const admin = createPool(database.migratorUrl, { applicationName: 'test admin' })
  const workerPool = createPool(database.workerUrl, { applicationName: 'test door', max: 2 })
  await publishCatalogue(poolSql(admin), [...web.deps.upstreams.values()], {
    depositOpen: true,
    reason: 'test',
  })
  const children: Child[] = []
  const seen = { ...reached, database: byPort(database, options.databasePort) }
  const start = async (script: string, env: Record<string, string>) => {
    const child = await startChild(script, env)
    children.push(child)
    return child
  }
  return {
    deps: web.deps,
    workerDeps: { sql: poolSql(workerPool) },
    admin,
    ...reached,
    settings,
    startWorker: (env = {}) =>
      start('apps/worker/src/main.ts', { ...workerEnvironment(settings, seen), ...env }),
    startWebDoor: () => start('e2e/processes/web-door.ts', webEnvironment(settings, seen)),
    logs: () => children.map((child) => child.output()).join('\n'),
    advance: async (ms) =>
      void (await admin.query('UPDATE test_clock SET offset_ms = offset_ms + $1', [ms])),
    async close() {
      await Promise.all([...children, simulator].map((child) => child.end()))
      await web.close()
      await Promise.all([admin.end(), workerPool.end()])
      await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })])
    },
  }
}

function byPort(database: TestDatabase, port: number | undefined): TestDatabase {
  if (port === undefined) return database
  const moved = (address: string): string => {
    const url = new URL(address)
    url.port = String(port)
    return url.href
  }
  return { ...database, webUrl: moved(database.webUrl), workerUrl: moved(database.workerUrl) }
}
