import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrate, migrationStatus, type MigrationSource } from './migrate.ts'
import type { Migration } from './migrate/read-migrations.ts'
import { createPool } from './pool.ts'
import {
  clusterUrl,
  createEmptyTestDatabase,
  createTestDatabase,
  type TestDatabase,
} from './test-database.ts'

let database: TestDatabase
let client: pg.Client

beforeEach(async () => {
  database = await createEmptyTestDatabase()
  client = new pg.Client({ connectionString: database.migratorUrl })
  await client.connect()
})

afterEach(async () => {
  await client.end()
  await database.drop()
})

function migration(name: string, sql: string): Migration {
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
}

const things = migration(
  '20260101000000_things',
  'CREATE TABLE things (id int PRIMARY KEY); CREATE INDEX odd_part ON things (id) WHERE id % 2 = 1;',
)
const guard = migration(
  '20260102000000_guard',
  `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no; never'; END $$;
   CREATE TRIGGER guard BEFORE DELETE ON things FOR EACH ROW EXECUTE FUNCTION refuse();`,
)
const count = {
  name: 'count.sql',
  sql: `CREATE OR REPLACE FUNCTION public.count_things() RETURNS int LANGUAGE sql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp AS $$ SELECT count(*)::int FROM public.things $$`,
}
const grants = {
  name: 'grants.sql',
  sql: `GRANT USAGE ON SCHEMA public TO aetherflow_ledger, aetherflow_web;
        GRANT SELECT ON things TO aetherflow_ledger;
        GRANT EXECUTE ON FUNCTION public.count_things() TO aetherflow_web`,
}

const run = (
  source: Partial<MigrationSource> = {},
  url = database.migratorUrl,
): ReturnType<typeof migrate> =>
  migrate({
    url,
    passwords: null,
    source: { migrations: [things, guard], sqlFiles: [count, grants], ...source },
  })

const rows = async (text: string): Promise<unknown[]> => (await client.query(text)).rows

async function as(url: string, text: string): Promise<unknown[]> {
  const other = new pg.Client({ connectionString: url })
  await other.connect()
  try {
    return (await other.query(text)).rows
  } finally {
    await other.end()
  }
}

test('applies migrations, functions and grants once, and finds nothing to do the second time', async () => {
  expect(await run()).toEqual({
    applied: [things.name, guard.name],
    sqlInstalled: true,
    separateRoles: true,
  })
  expect(await run()).toEqual({ applied: [], sqlInstalled: false, separateRoles: true })
  await client.query('INSERT INTO things VALUES (1)')
  await expect(client.query('DELETE FROM things')).rejects.toThrow('no; never')
})

test('any number of processes may migrate at once', async () => {
  const results = await Promise.all(Array.from({ length: 5 }, () => run()))
  expect(results.flatMap((result) => result.applied)).toEqual([things.name, guard.name])
  expect(results.filter((result) => result.sqlInstalled)).toHaveLength(1)
})

test('databases of one cluster may be migrated at once, although they share the roles', async () => {
  // The password stays the same, because every other test of this cluster logs in with it.
  const password = decodeURIComponent(new URL(database.webUrl).password)
  const passwords = { web: password, worker: password }
  const others = await Promise.all(Array.from({ length: 6 }, () => createEmptyTestDatabase()))
  const source = { migrations: [things, guard], sqlFiles: [count, grants] }
  const results = await Promise.all(
    others.map((other) => migrate({ url: other.migratorUrl, passwords, source })),
  )
  expect(results.every((result) => result.separateRoles)).toBe(true)
  await Promise.all(others.map((other) => other.drop()))
})

test("keeps Prisma's bookkeeping as Prisma does", async () => {
  await run()
  const kept = await rows(
    `SELECT migration_name, checksum, applied_steps_count, logs, rolled_back_at, finished_at >= started_at AS finished
       FROM _prisma_migrations ORDER BY migration_name`,
  )
  const same = { applied_steps_count: 1, logs: null, rolled_back_at: null, finished: true }
  expect(kept).toEqual([
    { migration_name: things.name, checksum: things.checksum, ...same },
    { migration_name: guard.name, checksum: guard.checksum, ...same },
  ])
})

test('refuses a migration that was changed after it had been applied', async () => {
  await run()
  const changed = migration(things.name, `${things.sql} -- changed`)
  await expect(run({ migrations: [changed, guard] })).rejects.toMatchObject({
    code: 'MIGRATION_CHANGED',
  })
})

test('refuses a database that is ahead of this version', async () => {
  await run()
  await expect(run({ migrations: [things] })).rejects.toMatchObject({ code: 'DATABASE_AHEAD' })
})

test('refuses to go on after a migration that another tool left unfinished', async () => {
  await run()
  await client.query(
    `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '${guard.name}'`,
  )
  await expect(run()).rejects.toMatchObject({ code: 'MIGRATION_UNFINISHED' })
})

test('a migration that fails leaves nothing of itself and can be mended', async () => {
  const broken = migration('20260103000000_broken', 'CREATE TABLE half (id int); SELECT 1 / 0;')
  const attempt = run({ migrations: [things, guard, broken] })
  await expect(attempt).rejects.toMatchObject({
    code: 'MIGRATION_FAILED',
    message: expect.stringContaining('division by zero'),
  })
  expect(await rows(`SELECT to_regclass('half') AS half`)).toEqual([{ half: null }])
  const mended = migration(broken.name, 'CREATE TABLE half (id int);')
  expect((await run({ migrations: [things, guard, mended] })).applied).toEqual([broken.name])
})

test('functions belong to the ledger role and may be called only by who was granted it', async () => {
  await run()
  expect(await as(database.webUrl, 'SELECT public.count_things() AS n')).toEqual([{ n: 0 }])
  await expect(as(database.workerUrl, 'SELECT public.count_things()')).rejects.toThrow(
    'permission denied',
  )
  await expect(as(database.webUrl, 'SELECT * FROM things')).rejects.toThrow('permission denied')
  expect(
    await rows(
      `SELECT pg_get_userbyid(proowner) AS owner FROM pg_proc WHERE proname = 'count_things'`,
    ),
  ).toEqual([{ owner: 'aetherflow_ledger' }])
})

test('a grant that left the file is taken back', async () => {
  await run()
  await run({
    sqlFiles: [count, { ...grants, sql: 'GRANT USAGE ON SCHEMA public TO aetherflow_web' }],
  })
  await expect(as(database.webUrl, 'SELECT public.count_things()')).rejects.toThrow(
    'permission denied',
  )
})

test('the owner of the functions may call them, however often they were installed', async () => {
  const inner = {
    name: 'inner.sql',
    sql: `CREATE OR REPLACE FUNCTION public.inner_count() RETURNS int LANGUAGE sql AS 'SELECT public.count_things()'`,
  }
  const outer = {
    name: 'outer.sql',
    sql: `CREATE OR REPLACE FUNCTION public.outer_count() RETURNS int LANGUAGE sql SECURITY DEFINER
          SET search_path = pg_catalog, pg_temp AS 'SELECT public.inner_count()'`,
  }
  const sql = `${grants.sql}; GRANT EXECUTE ON FUNCTION public.outer_count() TO aetherflow_web`
  for (const version of [1, 2, 3]) {
    const again = { name: 'version.sql', sql: `-- ${version}` }
    await run({ sqlFiles: [count, inner, outer, again, { ...grants, sql }] })
    expect(await as(database.webUrl, 'SELECT public.outer_count() AS count')).toEqual([
      { count: 0 },
    ])
  }
})

test('a function whose file is gone is dropped, one of a migration stays', async () => {
  await run()
  await run({ sqlFiles: [] })
  expect(
    await rows(`SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`),
  ).toEqual([{ proname: 'refuse' }])
})

test('files may call functions of files that come later', async () => {
  const caller = {
    name: 'a.sql',
    sql: `CREATE OR REPLACE FUNCTION public.twice() RETURNS int LANGUAGE sql AS 'SELECT 2 * public.z()'`,
  }
  const callee = {
    name: 'z.sql',
    sql: `CREATE OR REPLACE FUNCTION public.z() RETURNS int LANGUAGE sql AS 'SELECT 21'`,
  }
  await expect(run({ sqlFiles: [caller] })).rejects.toMatchObject({
    code: 'SQL_FILE_FAILED',
    message: expect.stringContaining('sql/a.sql'),
  })
  await run({ sqlFiles: [caller, callee] })
  expect(await rows('SELECT public.twice()')).toEqual([{ twice: 42 }])
})

test('a function file that fails leaves the installed functions and grants as they were', async () => {
  await run()
  const wrong = { name: 'wrong.sql', sql: 'CREATE FUNCTION' }
  await expect(run({ sqlFiles: [wrong] })).rejects.toMatchObject({ code: 'SQL_FILE_FAILED' })
  expect(await as(database.webUrl, 'SELECT public.count_things() AS n')).toEqual([{ n: 0 }])
})

test('sets the passwords that the caller gives', async () => {
  // The roles are shared with every other test of this cluster, so the passwords must stay the same.
  const password = decodeURIComponent(new URL(database.webUrl).password)
  await migrate({
    url: database.migratorUrl,
    passwords: { web: password, worker: password },
    source: { migrations: [], sqlFiles: [] },
  })
  expect(await as(database.webUrl, 'SELECT current_user AS who')).toEqual([
    { who: 'aetherflow_web' },
  ])
})

test('a user who may not make roles gets a working database and a warning', async () => {
  const own = await createEmptyTestDatabase()
  const owner = `plain_${own.name}`
  await as(clusterUrl(), `CREATE ROLE ${owner} LOGIN PASSWORD 'plain'`)
  await as(clusterUrl(), `ALTER DATABASE ${own.name} OWNER TO ${owner}`)
  const url = new URL(own.migratorUrl)
  url.username = owner
  url.password = 'plain'
  const warnings: string[] = []
  const source = { migrations: [things], sqlFiles: [count, grants] }
  const options = {
    url: url.href,
    passwords: null,
    source,
    warn: (text: string) => warnings.push(text),
  }
  expect(await migrate(options)).toEqual({
    applied: [things.name],
    sqlInstalled: true,
    separateRoles: false,
  })
  expect(warnings).toHaveLength(1)
  expect(await as(url.href, 'SELECT public.count_things() AS n')).toEqual([{ n: 0 }])
  await own.drop()
  await as(clusterUrl(), `DROP ROLE ${owner}`)
})

test('readiness says what is missing', async () => {
  const pool = createPool(database.webUrl, { applicationName: 'status test', max: 1 })
  const source = { migrations: [things, guard], sqlFiles: [count, grants] }
  expect(await migrationStatus(pool, source)).toMatchObject({ ready: false })
  await run({ migrations: [things] })
  expect(await migrationStatus(pool, source)).toEqual({
    ready: false,
    reason: `migration ${guard.name} is missing`,
  })
  await run()
  expect(await migrationStatus(pool, source)).toEqual({ ready: true })
  const newer = { ...source, sqlFiles: [count] }
  expect(await migrationStatus(pool, newer)).toMatchObject({ ready: false })
  await pool.end()
})

test('the committed sources are what test databases have', async () => {
  const migrated = await createTestDatabase()
  const pool = createPool(migrated.workerUrl, { applicationName: 'status test', max: 1 })
  expect(await migrationStatus(pool)).toEqual({ ready: true })
  await pool.end()
  await migrated.drop()
})
