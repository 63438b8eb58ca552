import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export type Migration = { name: string; sql: string; checksum: string }
export type SqlFile = { name: string; sql: string }

const packageRoot = path.resolve(import.meta.dirname, '..', '..')

/** `packages/db/prisma`: schema/ and migrations/ in Prisma's layout. */
export const prismaFolder = path.join(packageRoot, 'prisma')
/** `packages/db/sql`: one function per file, and grants.sql. */
export const sqlFolder = path.join(packageRoot, 'sql')

/** The migrations in the order in which Prisma applies them: by folder name. */
export function readMigrations(folder = path.join(prismaFolder, 'migrations')): Migration[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/** Every .sql file below the folder by its path, grants.sql always last. */
export function readSqlFiles(folder = sqlFolder): SqlFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql'))
    .map((name) => name.split(path.sep).join('/'))
    .toSorted((a, b) => Number(a === 'grants.sql') - Number(b === 'grants.sql') || (a < b ? -1 : 1))
    .map((name) => ({ name, sql: readFileSync(path.join(folder, name), 'utf8') }))
}

// Raise it when what the installer itself does around the files changes.
const INSTALLER_VERSION = 1

export function hashSqlFiles(files: readonly SqlFile[]): string {
  const hash = createHash('sha256').update(`installer ${INSTALLER_VERSION}\n`)
  for (const { name, sql } of files) hash.update(`${name}\n${sql.length}\n${sql}`)
  return hash.digest('hex')
}
