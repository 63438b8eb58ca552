import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  statfsSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { migrationStatus } from '@aetherflow/db/migrate'
import { createPool } from '@aetherflow/db/pool'
import { createStorage } from '@aetherflow/integrations/storage/create-storage'
import { fixes } from '../config/environment-schema.ts'
import { projectRoot } from '../config/project-root.ts'
import type { Config } from '../config/read-config.ts'
import { storageOf } from '../config/storage-of.ts'
import { withDatabase } from '../database/with-database.ts'
import { isBuildStale } from '../start/build-web.ts'
import { choosePort } from '../start/choose-port.ts'
import { holderFile, readHolder } from '../start/data-folder-lock.ts'
import { isRunning } from '../start/process-identity.ts'

/** What was found; `fix` only where something is to be done, `fails` when it stops the product. */
export type Finding = { detail: string; fix?: string; fails?: boolean }
export type Check = { name: string; run: (config: Config) => Finding | Promise<Finding> }

const MIB = 1024 * 1024
const NEEDED_MIB = 2_000

export const checks: Check[] = [
  {
    name: 'node',
    run: () => ({ detail: `${process.version} on ${process.platform} ${process.arch}` }),
  },
  {
    name: 'mode',
    run: ({ mode, publicUrl }) => ({
      detail: `${mode}${publicUrl === null ? '' : `, ${publicUrl.origin}`}`,
    }),
  },
  { name: 'data folder', run: ({ dataDir }) => writable(dataDir) },
  { name: 'disk', run: ({ dataDir }) => diskSpace(dataDir) },
  { name: 'secrets', run: ({ dataDir }) => privateFiles(path.join(dataDir, 'secrets')) },
  { name: 'storage', run: storage },
  { name: 'payments', run: payments },
  { name: 'running', run: ({ dataDir }) => running(dataDir) },
  { name: 'port', run: webPort },
  {
    name: 'pages',
    run: () => ({
      detail: isBuildStale() ? 'will be built at the next start' : 'built from these sources',
    }),
  },
  { name: 'database', run: database },
]

function writable(dataDir: string): Finding {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 })
    accessSync(dataDir, constants.W_OK)
    return { detail: dataDir }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return {
      detail: why,
      fix: 'give this user the folder, or set DATA_DIR to another one',
      fails: true,
    }
  }
}

function diskSpace(dataDir: string): Finding {
  const { bavail, bsize } = statfsSync(existsSync(dataDir) ? dataDir : projectRoot)
  const freeMib = Math.floor((bavail * bsize) / MIB)
  const detail = `${freeMib} MiB free`
  return freeMib > NEEDED_MIB
    ? { detail }
    : { detail, fix: `free some: ${NEEDED_MIB} MiB are a comfortable minimum` }
}

function privateFiles(folder: string): Finding {
  if (!existsSync(folder)) return { detail: 'will be made at the first start' }
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).map(
    ({ parentPath, name }) => path.join(parentPath, name),
  )
  const open = files.filter((file) => (statSync(file).mode & 0o077) !== 0)
  if (open.length === 0) return { detail: `${files.length} files, private` }
  return {
    detail: `others can read ${open.join(', ')}`,
    fix: `chmod -R go-rwx ${folder}`,
    fails: true,
  }
}

async function storage({ bucket, dataDir }: Config): Promise<Finding> {
  if (Object.keys(bucket).length === 0) return { detail: path.join(dataDir, 'storage') }
  const where = `bucket ${bucket.S3_BUCKET ?? ''}${bucket.S3_ENDPOINT === undefined ? '' : ` at ${bucket.S3_ENDPOINT}`}`
  try {
    await createStorage(storageOf(bucket)).check()
    return { detail: `${where}: wrote, read, listed and deleted` }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { detail: `${where}: ${why}`, fix: fixOfStorage(why), fails: true }
  }
}

function fixOfStorage(why: string): string {
  if (why.startsWith('STORAGE_BUCKET_MISSING')) return fixes.S3_BUCKET
  if (why.startsWith('STORAGE_REFUSED')) return fixes.S3_ACCESS_KEY_ID
  return fixes.S3_ENDPOINT
}

function payments({ mode, gateways: { alipay, stripe } }: Config): Finding {
  if (mode !== 'production') return { detail: 'simulated: sandbox, Alipay, Stripe' }
  if (alipay === null && stripe === null)
    return { detail: 'no gateway is open', fix: 'set ALIPAY_… or STRIPE_… (docs/payments.md)' }
  const isTest = stripe?.STRIPE_SECRET_KEY.includes('_test_') === true
  const open = [...(alipay ? ['Alipay'] : []), ...(stripe ? ['Stripe'] : [])].join(', ')
  return isTest
    ? { detail: `${open} in test mode: its cards cost nothing`, fix: fixes.STRIPE_SECRET_KEY }
    : { detail: open }
}

function running(dataDir: string): Finding {
  const holder = readHolder(holderFile(dataDir))
  if (holder === null) return { detail: 'nothing' }
  if (isRunning(holder.supervisor))
    return { detail: `process ${holder.supervisor.pid}, ${holder.address ?? 'starting'}` }
  return {
    detail: `process ${holder.supervisor.pid} was killed`,
    fix: 'the next `npm start` cleans up after it',
  }
}

async function webPort({ port, host }: Config): Promise<Finding> {
  const free = await choosePort({ name: 'PORT', ...port, host })
  return {
    detail:
      free === port.number ? `${free} is free` : `${port.number} is taken; ${free} would be used`,
  }
}

async function database({ databaseUrl, dataDir }: Config): Promise<Finding> {
  if (databaseUrl === null && !existsSync(path.join(dataDir, 'secrets')))
    return { detail: 'none yet; the first `npm start` makes it' }
  return withDatabase(async ({ webUrl, where, warnings }) => {
    const pool = createPool(webUrl, { applicationName: 'aetherflow doctor', max: 1 })
    try {
      const { rows } = await pool.query<{ server_version: string }>('SHOW server_version')
      const status = await migrationStatus(pool)
      const snapshot = await oldSnapshot(pool)
      const detail = `PostgreSQL ${rows[0]?.server_version ?? '?'} in ${where}${warnings.length === 0 ? '' : ` (${warnings.join(' ')})`}`
      if (status.ready && snapshot !== null)
        return {
          detail: `${detail}: an old snapshot slows the queue, held by ${snapshot}`,
          fix: 'end that session, or the backup or replica behind it',
        }
      return status.ready
        ? { detail }
        : { detail: `${detail}: ${status.reason}`, fix: 'npm start', fails: true }
    } finally {
      await pool.end()
    }
  })
}

/** What the worker saw last: it looks every 30 seconds. Null too before there is such a table. */
async function oldSnapshot(pool: ReturnType<typeof createPool>): Promise<string | null> {
  const known = await pool
    .query<{ reason: string }>(
      `SELECT reason FROM system_switches WHERE name = 'old-snapshot' AND "on"`,
    )
    .catch(() => ({ rows: [] }))
  return known.rows[0]?.reason ?? null
}
