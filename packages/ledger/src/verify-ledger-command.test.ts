import { execFile } from 'node:child_process'
import path from 'node:path'
import { createTestDatabase, type TestDatabase } from '@aetherflow/db/test-database'
import { createPool } from '@aetherflow/db/pool'
import { afterAll, beforeAll, expect, it } from 'vitest'

const command = path.join(import.meta.dirname, 'verify-ledger-command.ts')
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** Runs the command as an operator would. */
function verify(
  env: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : Number(error.code)
      resolve({ code, output: stdout + stderr })
    })
  })
}

it('prints every platform account and every invariant, and succeeds when all hold', async () => {
  const { code, output } = await verify({ DATABASE_URL: database.workerUrl })
  expect(output).toContain('commission')
  expect(output).toContain('bonus_expense')
  expect(output).toContain('holds  I1 ')
  expect(output).toMatch(/^All \d+ hold\.$/m)
  expect(code).toBe(0)
})

it('names the offenders and fails when one is broken', async () => {
  const owner = createPool(database.migratorUrl, { applicationName: 'ledger test owner' })
  await owner.query(
    `INSERT INTO transfers (kind, business_key, content_hash, actor_kind) VALUES ('grant', 'grant:nobody', sha256(''), 'system')`,
  )
  const { rows } = await owner.query<{ id: string }>('SELECT id FROM transfers')
  await owner.end()
  const { code, output } = await verify({ DATABASE_URL: database.workerUrl })
  expect(output).toContain('BROKEN I1 ')
  expect(output).toContain(`transfer ${rows[0]?.id}`)
  expect(output).toMatch(/^1 of \d+ are broken\.$/m)
  expect(code).toBe(1)
})

it('asks for a database when none is named', async () => {
  const { code, output } = await verify({})
  expect(output).toContain('DATABASE_URL is not set')
  expect(code).toBe(2)
})

it('prints the head of the chain, and proves later that the ledger still contains it', async () => {
  const env = { DATABASE_URL: database.workerUrl }
  const owner = createPool(database.migratorUrl, { applicationName: 'ledger test owner' })
  const final = `SELECT coalesce(max(xid), '0') < pg_snapshot_xmin(pg_current_snapshot()) AS final FROM transfers`
  while ((await owner.query<{ final: boolean }>(final)).rows[0]?.final !== true);
  const head = await verify(env, '--head')
  expect(head).toMatchObject({ code: 0, output: expect.stringMatching(/^1:[0-9a-f]{64}\n$/) })
  const noted = head.output.trim()
  const good = await verify(env, '--expect', noted)
  expect(good).toMatchObject({ code: 0, output: `The chain contains ${noted}.\n` })

  const another = `1:${'0'.repeat(64)}`
  expect(await verify(env, '--expect', another)).toMatchObject({
    code: 1,
    output: expect.stringContaining('does not contain'),
  })
  await owner.query('ALTER TABLE transfers DISABLE TRIGGER USER')
  await owner.query(`UPDATE transfers SET created_at = created_at - interval '1 day'`)
  await owner.end()
  const bad = await verify(env, '--expect', noted)
  expect(bad).toMatchObject({ code: 1, output: expect.stringContaining('changed: transfer') })
})

it.each([['--expect'], ['--expect', '5:xyz'], ['--head', 'x'], ['--what']])(
  'says how it is used when asked for %j',
  async (...args) => {
    const { code, output } = await verify({ DATABASE_URL: database.workerUrl }, ...args)
    expect(output).toContain('--expect <number>:<hash>')
    expect(code).toBe(2)
  },
)
