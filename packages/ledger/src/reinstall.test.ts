import { migrate, testSource } from '@aetherflow/db/migrate'
import { createPool } from '@aetherflow/db/pool'
import { poolSql } from '@aetherflow/db/sql'
import { createTestDatabase, type TestDatabase } from '@aetherflow/db/test-database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { grantBonus } from './grant-bonus.ts'
import { openAccounts } from './open-accounts.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** As the next version would: other files, so all functions are installed again. */
async function reinstall(version: number): Promise<boolean> {
  const source = testSource()
  const sqlFiles = [...source.sqlFiles, { name: '99-next.sql', sql: `-- version ${version}` }]
  const url = database.migratorUrl
  const { sqlInstalled } = await migrate({ url, passwords: null, source: { ...source, sqlFiles } })
  return sqlInstalled
}

it('works on after its functions have been installed again, and again, on a connection that stays', async () => {
  const owner = createPool(database.migratorUrl, { applicationName: 'ledger test owner' })
  const web = createPool(database.webUrl, { applicationName: 'ledger test web', max: 1 })
  for (const version of [1, 2, 3]) {
    const { rows } = await owner.query<{ id: string }>(
      `INSERT INTO users (email, password_hash, email_verified_at, updated_at)
       VALUES ($1, 'none', now(), now()) RETURNING id`,
      [`${version}@example.test`],
    )
    const userId = rows[0]?.id ?? ''
    await openAccounts(poolSql(web), userId)
    const granted = await grantBonus(poolSql(web), { userId, reason: 'email_verified' })
    expect(granted).toMatchObject({ amount: 2000n, repeated: false })
    expect(await reinstall(version)).toBe(true)
  }
  await Promise.all([owner.end(), web.end()])
})
