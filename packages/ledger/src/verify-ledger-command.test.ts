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
function verify(env: Record<string, string>): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [command], { env }, (error, stdout, stderr) => {
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
  expect(output).toContain('All 18 hold.')
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
  expect(output).toContain('1 of 18 are broken.')
  expect(code).toBe(1)
})

it('asks for a database when none is named', async () => {
  const { code, output } = await verify({})
  expect(output).toContain('DATABASE_URL is not set')
  expect(code).toBe(2)
})
