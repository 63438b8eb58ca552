import { createPool } from '@aetherflow/db/pool'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { expireLots } from './expire-lots.ts'
import { grantBonus } from './grant-bonus.ts'
import { addRun, addUser, credits } from './testing/arrange.ts'
import { createLedgerDatabase, type OwnLedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf } from './testing/look.ts'
import { verifyLedger } from './verify-ledger.ts'

const DAY_MS = 86_400_000
let db: OwnLedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

async function beginner(): Promise<{ userId: string; taskId: string }> {
  const userId = await addUser(db)
  await grantBonus(db.web, { userId, reason: 'email_verified' })
  const [taskId = ''] = await addRun(db, userId, { ceilings: [credits(6)] })
  return { userId, taskId }
}

it('takes a lot back a second time when a release that had waited has refilled it', async () => {
  await db.setClock(0)
  const [first, second] = [await beginner(), await beginner()]
  // The first wallet is busy while the second one's lot expires: the release has looked at the clock before.
  const pool = createPool(db.urls.admin, { applicationName: 'busy' })
  const busy = await pool.connect()
  await busy.query('BEGIN')
  await busy.query(`SELECT FROM accounts WHERE user_id = $1 FOR NO KEY UPDATE`, [first.userId])
  const released = db.run('SELECT ledger.release_tasks($1::jsonb)', [
    JSON.stringify([first, second].map(({ taskId }) => ({ task: taskId, status: 'failed' }))),
  ])
  await vi.waitFor(async () => {
    const waiting = await db.run(`SELECT FROM pg_locks WHERE NOT granted`)
    expect(waiting).not.toEqual([])
  })
  await db.setClock(31 * DAY_MS)
  await db.run(
    `UPDATE bonus_lots SET expires_at = expires_at + interval '9 days' WHERE user_id = $1`,
    [first.userId],
  )
  expect(await expireLots(db.worker, { limit: 100 })).toEqual({ expired: 1 })
  await busy.query('COMMIT')
  busy.release()
  await pool.end()
  await released
  expect(await accountsOf(db, second.userId)).toEqual({ bonus: 600n })

  // Somebody else's lot must not wait for this one.
  const other = await beginner()
  await db.run(`UPDATE bonus_lots SET expires_at = now() WHERE user_id = $1`, [other.userId])
  expect(await expireLots(db.worker, { limit: 100 })).toEqual({ expired: 2 })
  expect(await expireLots(db.worker, { limit: 100 })).toEqual({ expired: 0 })
  expect(await accountsOf(db, second.userId)).toEqual({})
  expect((await verifyLedger(db.worker)).filter(({ holds }) => !holds)).toEqual([])
})
