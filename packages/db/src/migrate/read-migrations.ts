import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export type Migration = { name: string; sql: string; checksum: string }
export type SqlFile = { name: string; sql: string }

const packageRoot = path.resolve(import.meta.dirname, '..', '..')

/** `packages/db/prisma`: schema/ and migrations/ in Prisma's layout. */
export const prismaFolder = path.join(packageRoot, 'prisma')
/** `packages/db/sql`: one function per file, and grants.sql. */
const sqlFolder = path.join(packageRoot, 'sql')

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

/**
 * Every .sql file below the folder, by its path. Those under test-only/ replace parts of the product
 * by what only tests may have (a clock that can be moved), so nobody gets them without asking.
 */
export function readSqlFiles(folder = sqlFolder, options = { testOnly: false }): SqlFile[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => name.endsWith('.sql') && (options.testOnly || !isTestOnly(name)))
    .toSorted()
    .map((name) => ({ name, sql: readFileSync(path.join(folder, name), 'utf8') }))
}

export function isTestOnly(name: string): boolean {
  return name.startsWith('test-only/')
}

/** grants.sql, or what lies in a folder such as 90-grants/. */
export function isGrants(name: string): boolean {
  return /(^|\/)(\d+-)?grants(\/|\.sql$)/.test(name)
}

// Raise it when what the installer itself does around the files changes.
const INSTALLER_VERSION = 2

/** Says which files are installed. Test-only ones do not count: with them it is still this version. */
export function hashSqlFiles(files: readonly SqlFile[]): string {
  const hash = createHash('sha256').update(`installer ${INSTALLER_VERSION}\n`)
  for (const { name, sql } of files) {
    if (!isTestOnly(name)) hash.update(`${name}\n${sql.length}\n${sql}`)
  }
  return hash.digest('hex')
}
