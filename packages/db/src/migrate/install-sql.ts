import type pg from 'pg'
import { explainPostgres, MigrationError } from './migration-error.ts'
import { hashSqlFiles, isGrants, type SqlFile } from './read-migrations.ts'
import { LEDGER_ROLE, WEB_ROLE, WORKER_ROLE } from './roles.ts'

export type InstallSqlOptions = {
  files: readonly SqlFile[]
  /** False under a single user who may not make roles: then nothing is granted and nobody else owns. */
  withRoles: boolean
  /** Install although the same files are there: the tables they speak of have changed. */
  force: boolean
}

// In a schema of its own, because Prisma compares all of `public` with its models.
const CREATE_RECORD = `
  CREATE SCHEMA IF NOT EXISTS installation;
  CREATE TABLE IF NOT EXISTS installation.sql_source (
    only_row     boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    hash         text NOT NULL,
    with_roles   boolean NOT NULL,
    installed_at timestamptz NOT NULL
  );
  CREATE TABLE IF NOT EXISTS installation.sql_function (signature text PRIMARY KEY)`

/** Reinstalls all functions and grants in one transaction; false when exactly these are installed already. */
export async function installSql(client: pg.Client, options: InstallSqlOptions): Promise<boolean> {
  const hash = hashSqlFiles(options.files)
  await client.query(CREATE_RECORD)
  if (!options.force && (await isInstalled(client, hash, options.withRoles))) return false
  try {
    await client.query('BEGIN')
    await runInAnyOrder(
      client,
      options.files.filter((file) => !isGrants(file.name)),
    )
    await dropStaleFunctions(client)
    await takeRights(client, options.withRoles)
    if (options.withRoles) {
      await giveToLedgerRole(client)
      for (const file of options.files) if (isGrants(file.name)) await runFile(client, file)
      await grantStatus(client)
    }
    await client.query(
      `INSERT INTO installation.sql_source (hash, with_roles, installed_at) VALUES ($1, $2, now())
       ON CONFLICT (only_row) DO UPDATE SET hash = $1, with_roles = $2, installed_at = now()`,
      [hash, options.withRoles],
    )
    await client.query('COMMIT')
    return true
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

async function isInstalled(client: pg.Client, hash: string, withRoles: boolean): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT 1 FROM installation.sql_source WHERE hash = $1 AND with_roles = $2',
    [hash, withRoles],
  )
  return rowCount === 1
}

const UNDEFINED_FUNCTION = '42883'

// A function may speak of one whose file comes later; file names need not know who calls whom.
async function runInAnyOrder(client: pg.Client, files: readonly SqlFile[]): Promise<void> {
  let waiting = [...files]
  while (waiting.length > 0) {
    const failed: { file: SqlFile; error: unknown }[] = []
    for (const file of waiting) {
      await client.query('SAVEPOINT file')
      try {
        await client.query(file.sql)
        await client.query('RELEASE SAVEPOINT file')
      } catch (error) {
        if ((error as { code?: unknown }).code !== UNDEFINED_FUNCTION) throw fileError(file, error)
        await client.query('ROLLBACK TO SAVEPOINT file')
        failed.push({ file, error })
      }
    }
    const [first] = failed
    if (first !== undefined && failed.length === waiting.length)
      throw fileError(first.file, first.error)
    waiting = failed.map(({ file }) => file)
  }
}

async function runFile(client: pg.Client, file: SqlFile): Promise<void> {
  try {
    await client.query(file.sql)
  } catch (error) {
    throw fileError(file, error)
  }
}

function fileError(file: SqlFile, error: unknown): MigrationError {
  const message = `sql/${file.name} failed: ${explainPostgres(error)}`
  return new MigrationError('SQL_FILE_FAILED', message, error)
}

// CREATE OR REPLACE writes the row anew, so what the files hold is what this transaction, with the
// savepoints inside it, wrote: nothing there is older than the transaction itself.
const INSTALLED_NOW = `
  SELECT p.oid::regprocedure::text AS signature
    FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
   WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
     AND pg_catalog.age(p.xmin) <= 0`

// A function whose file is gone must not stay callable.
async function dropStaleFunctions(client: pg.Client): Promise<void> {
  // Qualified names, whatever the search path would hide.
  await client.query('SET LOCAL search_path = pg_catalog')
  const { rows } = await client.query<{ signature: string }>(
    `SELECT signature FROM installation.sql_function
      WHERE to_regprocedure(signature) IS NOT NULL AND signature NOT IN (${INSTALLED_NOW})`,
  )
  for (const { signature } of rows) await client.query(`DROP ROUTINE ${signature}`)
  await client.query(`DELETE FROM installation.sql_function`)
  await client.query(`INSERT INTO installation.sql_function (signature) ${INSTALLED_NOW}`)
  await client.query('RESET search_path')
}

// The grants files then say all there is: what left them is gone after the next installation.
async function takeRights(client: pg.Client, withRoles: boolean): Promise<void> {
  const from = withRoles ? `PUBLIC, ${LEDGER_ROLE}, ${WEB_ROLE}, ${WORKER_ROLE}` : 'PUBLIC'
  await client.query('ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON ROUTINES FROM PUBLIC')
  for (const schema of await ownSchemas(client)) {
    await client.query(`REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${from}`)
    await client.query(`REVOKE ALL ON ALL SEQUENCES IN SCHEMA ${schema} FROM ${from}`)
    await client.query(`REVOKE ALL ON ALL ROUTINES IN SCHEMA ${schema} FROM ${from}`)
    await client.query(`REVOKE ALL ON SCHEMA ${schema} FROM ${from}`)
  }
}

async function giveToLedgerRole(client: pg.Client): Promise<void> {
  for (const schema of await ownSchemas(client)) {
    // An owner must be able to create in the schema at the moment it becomes one.
    await client.query(`GRANT USAGE, CREATE ON SCHEMA ${schema} TO ${LEDGER_ROLE}`)
  }
  const { rows } = await client.query<{ signature: string }>(
    'SELECT signature FROM installation.sql_function',
  )
  for (const { signature } of rows) {
    await client.query(`ALTER ROUTINE ${signature} OWNER TO ${LEDGER_ROLE}`)
    // Where it was the owner before, its own right was taken with all the others.
    await client.query(`GRANT EXECUTE ON ROUTINE ${signature} TO ${LEDGER_ROLE}`)
  }
  for (const schema of await ownSchemas(client)) {
    await client.query(`REVOKE CREATE ON SCHEMA ${schema} FROM ${LEDGER_ROLE}`)
  }
}

async function grantStatus(client: pg.Client): Promise<void> {
  const to = `${WEB_ROLE}, ${WORKER_ROLE}`
  await client.query(`GRANT USAGE ON SCHEMA installation, public TO ${to}`)
  await client.query(`GRANT SELECT ON installation.sql_source, public._prisma_migrations TO ${to}`)
}

async function ownSchemas(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(nspname) AS name FROM pg_catalog.pg_namespace
      WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY nspname`,
  )
  return rows.map((row) => row.name)
}
