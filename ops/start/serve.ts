import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../config/read-config.ts'
import { openDatabase, type OpenDatabase } from '../database/open-database.ts'
import { publishModels } from '../database/publish-models.ts'
import { FixableError } from '../run/fixable-error.ts'
import { progress } from '../run/progress.ts'
import { ensureSecrets } from '../secrets/ensure-secrets.ts'
import { demoLogins } from '../seed/demo-logins.ts'
import { seedDemo } from '../seed/seed-demo.ts'
import { banner, plainHttpWarning } from './banner.ts'
import { buildWeb, isBuildStale } from './build-web.ts'
import { storageRoot, type Running } from './child-environments.ts'
import { clearOrphans, createCrew, type Crew } from './crew.ts'
import { lockDataFolder, type DataFolderLock } from './data-folder-lock.ts'
import { localOrigin, prepare } from './prepare.ts'
import { isRunning, identify } from './process-identity.ts'
import { spawnCrew } from './spawn-crew.ts'
import type { ChildEnd } from './spawn-child.ts'
import { listenForStop, StopRequested, type StopRequest } from './stop-request.ts'
import { waitUntilReady } from './wait-until-ready.ts'

/** `dev` builds no pages beforehand; `seed` ends when the demo's data is there, without a web server. */
export type Purpose = 'serve' | 'dev' | 'seed'

type Serving = {
  config: Config
  purpose: Purpose
  stop: StopRequest
  lock: DataFolderLock
  crew: Crew
}

/** Serves until somebody stops it or a part of it dies; afterwards no process of it is left. */
export async function serve(config: Config, purpose: Purpose): Promise<number> {
  const stop = listenForStop()
  const lock = lockDataFolder(config.dataDir)
  const crew = createCrew(lock)
  let database: OpenDatabase | null = null
  try {
    await clearOrphans(lock.orphans)
    const secrets = await ensureSecrets(config)
    if (purpose === 'serve') await build({ config, purpose, stop, lock, crew })
    // Never abandoned half-way: a server that starts must be known before it can be stopped.
    database = await progress('database', () => openDatabase(config, secrets))
    for (const warning of database.warnings) console.error(`warning: ${warning}`)
    await publishModels(database.migratorUrl, config.mode)
    const running = await prepare(config, secrets, database)
    const death = Promise.race([crew.death.then(died), databaseDeath(database.pid)])
    const launched = launch({ config, purpose, stop, lock, crew }, running, database)
    await stop.orStop(Promise.race([launched, death]))
    if (purpose === 'seed') return 0
    await stop.orStop(death)
    return 0
  } catch (error) {
    if (!(error instanceof StopRequested)) throw error
    console.error(`Stopping (${error.message}) …`)
    return 0
  } finally {
    await crew.stopAll(stop.hurry)
    await database?.stop()
    lock.release()
    console.error('Stopped.')
  }
}

async function build({ config, stop, crew }: Serving): Promise<void> {
  if (!isBuildStale()) return
  const logFile = path.join(config.dataDir, 'logs', 'build.log')
  await progress('building the pages (once per version; a minute or two)', () =>
    stop.orStop(buildWeb(crew, logFile)),
  )
}

async function launch(
  { config, purpose, lock, crew }: Serving,
  running: Running,
  database: OpenDatabase,
): Promise<void> {
  mkdirSync(storageRoot(running), { recursive: true, mode: 0o700 })
  const logins = config.mode === 'production' ? [] : await demoLogins(config.dataDir)
  await progress('starting', () => spawnCrew({ running, crew, purpose }))
  if (config.mode === 'demo') {
    await progress('demo data', () =>
      seedDemo({ running, migratorUrl: database.migratorUrl, logins }),
    )
  }
  if (purpose === 'seed') return
  const webLog = path.join(config.dataDir, 'logs', 'web.log')
  await progress('ready', () => waitUntilReady(localOrigin(running), webLog))
  lock.record({ address: running.publicUrl })
  console.log(banner({ running, databaseWhere: database.where, logins }))
  const warning = plainHttpWarning(running)
  if (warning !== null) console.error(warning)
}

function died({ name, code, signal, lastLines, logFile }: ChildEnd): never {
  throw new FixableError(
    `The ${name} ended unexpectedly (${signal ?? `exit code ${code ?? '?'}`}). Its last lines:\n${lastLines}`,
    `read ${logFile}, then start again`,
  )
}

async function databaseDeath(pid: number | null): Promise<never> {
  const server = pid === null ? null : identify(pid)
  while (server === null || isRunning(server)) await sleep(1_000, undefined, { ref: false })
  throw new FixableError(
    'The database server ended unexpectedly.',
    'read server.log in its folder, then start again',
  )
}
