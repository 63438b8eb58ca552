import { createPool } from '@aetherflow/db/pool'
import { clientSql, poolSql } from '@aetherflow/db/sql'
import { withTransaction } from '@aetherflow/db/transaction'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { platformBalances } from './platform-balances.ts'
import { rollUp } from './roll-up.ts'
import {
  addAttempt,
  addCredits,
  addOrder,
  addResource,
  addRun,
  addUser,
  credits,
  delivered,
} from './testing/arrange.ts'
import { settle } from './settle.ts'
import { createLedgerDatabase, type OwnLedgerDatabase } from './testing/ledger-database.ts'
import { platform } from './testing/look.ts'
import { untilFinal } from './testing/until-final.ts'
import { topUp } from './top-up.ts'

let db: OwnLedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

const clearing = async () =>
  (await platformBalances(db.worker)).find(({ name }) => name === 'clearing:sandbox')?.balance
const rolled = async () =>
  (
    await db.run<{ balance: bigint }>(
      `SELECT r.balance FROM platform_rollups r JOIN accounts a ON a.id = r.account_id AND a.kind = 'clearing'
        ORDER BY r.up_to_xid DESC LIMIT 1`,
    )
  )[0]?.balance

/** Everything up to here, summed the slow way. */
const summed = async () => (await platform(db))['clearing:sandbox']

async function rollUpAll(): Promise<void> {
  await untilFinal(db)
  await rollUpMore()
}
async function rollUpMore(): Promise<void> {
  while ((await rollUp(db.worker, { limit: 1_000 })).read > 0);
}

/** The tailer that does not work: what has a higher id than the last entry seen. */
function naiveTailer() {
  let last = 0n
  let sum = 0n
  return {
    async read() {
      const rows = await db.run<{ id: bigint; amount: bigint }>(
        `SELECT e.id, e.amount FROM entries e JOIN accounts a ON a.id = e.account_id AND a.kind = 'clearing'
          WHERE e.id > $1 ORDER BY e.id`,
        [last.toString()],
      )
      for (const { id, amount } of rows) {
        sum += amount
        last = id
      }
      return sum
    },
  }
}

it('loses nothing of a transaction that stays open while others commit, where reading by id does', async () => {
  const naive = naiveTailer()
  const [slow, quick] = [await addUser(db), await addUser(db)]
  // A gateway's first payment opens its account, which a second one would wait for.
  await addCredits(db, quick, 100)
  await rollUpAll()
  const orderId = await addOrder(db, slow)
  const pool = createPool(db.urls.worker, { applicationName: 'slow', max: 1 })
  const client = await pool.connect()
  await client.query('BEGIN')
  const paid = { gateway: 'sandbox', merchant: 'merchant-1', currency: 'USD', amountMinor: 100 }
  await topUp(clientSql(client), { ...paid, orderId, gatewayPaymentId: 'slow' })
  await addCredits(db, quick, 300)
  await rollUpMore()
  expect(await naive.read()).toBe(-40_000n)
  // The open transaction is older: nothing from it on is final yet.
  expect(await rolled()).toBe(-10_000n)
  expect(await clearing()).toBe(-40_000n)

  await client.query('COMMIT')
  client.release()
  await pool.end()
  await rollUpAll()
  expect(await summed()).toBe(-50_000n)
  expect(await rolled()).toBe(-50_000n)
  expect(await clearing()).toBe(-50_000n)
  expect(await naive.read()).toBe(-40_000n)
})

it('is exact in every snapshot, whoever writes and whoever rolls up meanwhile', async () => {
  const provider = await addUser(db)
  const resourceId = await addResource(db, provider)
  const pool = createPool(db.urls.worker, { applicationName: 'writers', max: 12 })
  let writing = true
  const writer = async () => {
    const user = await addUser(db)
    for (let round = 0; round < 6; round += 1) {
      await addCredits(db, user, 100 + round)
      const [taskId = ''] = await addRun(db, user, { ceilings: [credits(5)] })
      const attempt = await addAttempt(db, taskId, { resourceId, price: credits(4) })
      await withTransaction(pool, async (sql) => {
        await settle(sql, delivered(attempt))
        // Some commit late, so that ids and commits come in another order.
        if (round % 2 === 0) await sql.query({ name: '', text: 'SELECT pg_sleep(0.02)' }, [])
      })
    }
  }
  const roller = async () => {
    while (writing) await rollUp(poolSql(pool), { limit: 5 })
  }
  let snapshots = 0
  const reader = async () => {
    while (writing) {
      await withTransaction(
        pool,
        async (sql) => {
          const sums = await sql.query<{ name: string; balance: bigint }>(slowSums, [])
          const read = await platformBalances(sql)
          expect(Object.fromEntries(read.map(({ name, balance }) => [name, balance]))).toEqual(
            Object.fromEntries(sums.map(({ name, balance }) => [name, balance])),
          )
          snapshots += 1
        },
        { isolation: 'repeatable read' },
      )
    }
  }
  const others = [roller(), roller(), reader()]
  await Promise.all(Array.from({ length: 6 }, writer))
  writing = false
  await Promise.all(others)
  await pool.end()
  expect(snapshots).toBeGreaterThan(0)
  await rollUpAll()
  expect(await rolled()).toBe(await summed())
})

const slowSums = {
  name: '',
  text: `SELECT a.kind || CASE WHEN a.gateway = '' THEN '' ELSE ':' || a.gateway END AS name,
                coalesce(sum(e.amount), 0)::bigint AS balance
           FROM accounts a LEFT JOIN entries e ON e.account_id = a.id WHERE a.user_id IS NULL GROUP BY a.id`,
}

it('reads in bites, writes only accounts that moved, and nothing when there is nothing new', async () => {
  await rollUpAll()
  const before = await db.run<{ rows: bigint }>('SELECT count(*) AS rows FROM platform_rollups')
  expect(await rollUp(db.worker, { limit: 10 })).toEqual({ read: 0 })
  const user = await addUser(db)
  for (let round = 0; round < 3; round += 1) await addCredits(db, user, 100)
  await untilFinal(db)
  expect(await rollUp(db.worker, { limit: 2 })).toEqual({ read: 2 })
  expect(await rollUp(db.worker, { limit: 2 })).toEqual({ read: 1 })
  expect(await rollUp(db.worker, { limit: 2 })).toEqual({ read: 0 })
  const after = await db.run<{ rows: bigint }>('SELECT count(*) AS rows FROM platform_rollups')
  expect((after[0]?.rows ?? 0n) - (before[0]?.rows ?? 0n)).toBe(2n)
})
