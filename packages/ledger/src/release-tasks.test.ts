import { afterAll, beforeAll, expect, it } from 'vitest'
import { settle } from './settle.ts'
import {
  addAttempt,
  addResource,
  addRun,
  addUser,
  credits,
  delivered,
  richUser,
} from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, sqlStateOf, statementOf } from './testing/look.ts'
import { verifyLedger } from './verify-ledger.ts'

let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

type Ending = { task: string; status: string; error_code?: string }

/** As the queue's functions do, which own the right to it. */
const releaseTasks = async (endings: Ending[]) => {
  const rows = await db.run<{ id: string }>('SELECT ledger.release_tasks($1::jsonb) AS id', [
    JSON.stringify(endings),
  ])
  return rows.map(({ id }) => id).toSorted((a, b) => a.localeCompare(b))
}
const sorted = (ids: string[]) => ids.toSorted((a, b) => a.localeCompare(b))

it('ends tasks of several users, each with its status and code, and releases their holds', async () => {
  const [a, b] = [await richUser(db), await richUser(db)]
  const [first = '', second = ''] = await addRun(db, a, { ceilings: [credits(6), credits(7)] })
  const [third = ''] = await addRun(db, b)
  const ended = await releaseTasks([
    { task: first, status: 'failed', error_code: 'UPSTREAM_ERROR' },
    { task: second, status: 'expired', error_code: 'DEADLINE' },
    { task: third, status: 'cancelled' },
  ])
  expect(ended).toEqual(sorted([first, second, third]))
  expect(await accountsOf(db, a)).toEqual({ available: 10000n })
  expect(await accountsOf(db, b)).toEqual({ available: 10000n })
  const states = await db.run(
    'SELECT id, status::text, error_code FROM tasks WHERE id = ANY ($1)',
    [[first, second, third]],
  )
  expect(states).toContainEqual({ id: first, status: 'failed', error_code: 'UPSTREAM_ERROR' })
  expect(states).toContainEqual({ id: second, status: 'expired', error_code: 'DEADLINE' })
  expect(states).toContainEqual({ id: third, status: 'cancelled', error_code: null })
})

it('writes a line per task with the balances after it', async () => {
  const user = await richUser(db)
  const tasks = await addRun(db, user, { ceilings: [credits(6), credits(7)] })
  await releaseTasks(tasks.map((task) => ({ task, status: 'failed' })))
  const lines = (await statementOf(db, user)).filter(({ type }) => type === 'release')
  expect(lines.map(({ amount }) => amount).reduce((sum, amount) => sum + amount, 0n)).toBe(1300n)
  expect(lines.at(-1)).toMatchObject({ spendable: 10000n, held: 0n })
})

it('leaves tasks that have ended before as they are', async () => {
  const user = await richUser(db)
  const resourceId = await addResource(db, await addUser(db))
  const [done = '', open = ''] = await addRun(db, user, { ceilings: [credits(6), credits(7)] })
  await settle(db.worker, delivered(await addAttempt(db, done, { resourceId, price: credits(5) })))
  const both = [done, open].map((task) => ({ task, status: 'expired' }))
  expect(await releaseTasks(both)).toEqual([open])
  expect(await releaseTasks(both)).toEqual([])
  expect(await accountsOf(db, user)).toEqual({ available: 9500n })
})

it('ends nothing for an empty list, an unknown task, or a status that is not an ending', async () => {
  const [task = ''] = await addRun(db, await richUser(db))
  expect(await releaseTasks([])).toEqual([])
  expect(
    await releaseTasks([{ task: '00000000-0000-4000-8000-000000000000', status: 'failed' }]),
  ).toEqual([])
  expect(await releaseTasks([{ task, status: 'completed' }])).toEqual([])
  expect(await releaseTasks([{ task, status: 'pending' }])).toEqual([])
})

it('ends a task once when called at the same moment, in whatever order the tasks are named', async () => {
  const user = await richUser(db)
  const tasks = await addRun(db, user, { ceilings: Array.from({ length: 8 }, () => credits(1)) })
  const calls = Array.from({ length: 6 }, (_, i) =>
    releaseTasks(
      (i % 2 === 0 ? tasks : tasks.toReversed()).map((task) => ({ task, status: 'failed' })),
    ),
  )
  expect((await Promise.all(calls)).flat()).toHaveLength(8)
  expect(await accountsOf(db, user)).toEqual({ available: 10000n })
})

it('belongs to the queue alone: neither web nor worker may call it', async () => {
  const call = { name: '', text: `SELECT ledger.release_tasks('[]'::jsonb)` }
  for (const sql of [db.web, db.worker]) expect(await sqlStateOf(sql.query(call, []))).toBe('42501')
})

it('leaves every invariant true', async () => {
  expect((await verifyLedger(db.worker)).filter(({ holds }) => !holds)).toEqual([])
})
