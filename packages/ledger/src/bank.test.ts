import { createPool } from '@aetherflow/db/pool'
import { creditHundredths } from '@aetherflow/db/quantities'
import { poolSql, type Sql } from '@aetherflow/db/sql'
import { withTransaction } from '@aetherflow/db/transaction'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mature } from './mature.ts'
import { platformBalances } from './platform-balances.ts'
import { releaseTask } from './release-task.ts'
import { rollUp } from './roll-up.ts'
import { settle } from './settle.ts'
import { settleSet } from './settle-set.ts'
import { submit } from './submit.ts'
import {
  addAttempt,
  addCredits,
  addResource,
  addUser,
  delivered,
  runOf,
} from './testing/arrange.ts'
import { createLedgerDatabase, type OwnLedgerDatabase } from './testing/ledger-database.ts'
import { refusalOf } from './testing/look.ts'
import { verifyLedger } from './verify-ledger.ts'

const ACCOUNTS = 50
const CLIENTS = 64
const READERS = 3
const CREDITS_EACH = 100
const TOTAL = BigInt(ACCOUNTS * CREDITS_EACH * 100)
/** What each client does; BANK_ROUNDS makes it the long version. */
const ROUNDS = Number(process.env['BANK_ROUNDS'] ?? 8)
const TIMEOUT_MS = 240_000 + ROUNDS * 5_000

let db: OwnLedgerDatabase
let pools: ReturnType<typeof createPool>[]
let bank: OwnLedgerDatabase
const people: { id: string; resourceId: string }[] = []

beforeAll(async () => {
  db = await createLedgerDatabase()
  const pool = (url: string, max: number) =>
    createPool(url, {
      applicationName: 'bank',
      max,
      connectionTimeoutMs: 60_000,
      statementTimeoutMs: 60_000,
    })
  pools = [pool(db.urls.web, 32), pool(db.urls.worker, 32), pool(db.urls.worker, READERS)]
  const [web, worker] = pools.map((one) => poolSql(one))
  if (web === undefined || worker === undefined) throw new Error('no pools')
  bank = { ...db, web, worker }
  // Earnings mature at once, so that they are spent again.
  await db.run(`INSERT INTO settings (key, version, value) VALUES ('dispute.windowHours', 2, '0')`)
  for (let i = 0; i < ACCOUNTS; i += 1) {
    const id = await addUser(db)
    await addCredits(db, id, CREDITS_EACH)
    people.push({ id, resourceId: await addResource(db, id) })
  }
}, TIMEOUT_MS)
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await db.close()
})

const anyone = () => people[Math.floor(Math.random() * people.length)] ?? { id: '', resourceId: '' }
const price = (most: number) => creditHundredths(BigInt(25 + Math.floor(Math.random() * most)))

/** Somebody buys from somebody: held, then released, or settled alone or together, and matured. */
async function client(): Promise<number> {
  let moved = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const [buyer, seller] = [anyone(), anyone()]
    const run = runOf(buyer.id, {
      ceilings: Array.from({ length: 1 + (round % 3) }, () => price(400)),
    })
    const taken = await submit(bank.web, run).then(
      () => true,
      async (error: unknown) => {
        expect((await refusalOf(Promise.reject(error))).code).toBe('INSUFFICIENT_CREDITS')
        return false
      },
    )
    if (!taken) continue
    const inputs = []
    for (const { taskId, ceiling } of run.tasks) {
      if (buyer === seller || Math.random() < 0.3)
        await releaseTask(bank.web, { taskId, userId: buyer.id })
      else {
        const { resourceId } = seller
        const at = creditHundredths(
          BigInt(Math.ceil(Number(ceiling) * (0.1 + 0.9 * Math.random()))),
        )
        inputs.push(delivered(await addAttempt(bank, taskId, { resourceId, price: at })))
      }
    }
    const [alone, ...together] = inputs
    if (alone !== undefined) expect(await settle(bank.worker, alone)).toBe('settled')
    if (together.length > 0) await settleSet(bank.worker, together)
    await mature(bank.worker, { limit: 5 })
    if (round % 4 === 0) await rollUp(bank.worker, { limit: 50 })
    moved += 2 + inputs.length
  }
  return moved
}

type Snapshot = { users: bigint; least: bigint; entries: bigint; platform: Record<string, bigint> }

const usersStatement = {
  name: '',
  text: `SELECT sum(balance)::bigint AS users, min(balance) FILTER (WHERE kind <> 'debt') AS least,
                (SELECT sum(amount)::bigint FROM entries) AS entries
           FROM accounts WHERE user_id IS NOT NULL`,
}

async function look(sql: Sql): Promise<Snapshot> {
  const [row] = await sql.query<Omit<Snapshot, 'platform'>>(usersStatement, [])
  if (row === undefined) throw new Error('no accounts')
  const platform = await platformBalances(sql)
  return {
    ...row,
    platform: Object.fromEntries(platform.map(({ name, balance }) => [name, balance])),
  }
}

it(
  `sums to the same total in every snapshot while ${CLIENTS} clients move money among ${ACCOUNTS} accounts`,
  { timeout: TIMEOUT_MS },
  async () => {
    let busy = true
    const [, , readers] = pools
    if (readers === undefined) throw new Error('no readers')
    const reader = async () => {
      let snapshots = 0
      while (busy) {
        const { users, least, entries, platform } = await withTransaction(readers, look, {
          isolation: 'repeatable read',
        })
        const { 'clearing:sandbox': clearing = 0n, commission = 0n } = platform
        expect({ total: users + commission, clearing, entries }).toEqual({
          total: TOTAL,
          clearing: -TOTAL,
          entries: 0n,
        })
        expect(least).toBeGreaterThanOrEqual(0n)
        snapshots += 1
      }
      return snapshots
    }
    const reading = Array.from({ length: READERS }, reader)
    const moved = await Promise.all(Array.from({ length: CLIENTS }, client)).finally(() => {
      busy = false
    })
    const snapshots = await Promise.all(reading)
    expect(Math.min(...snapshots)).toBeGreaterThan(0)
    expect(moved.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(CLIENTS * ROUNDS)
    const { platform } = await look(bank.worker)
    expect(platform['commission']).toBeGreaterThan(0n)
    expect((await verifyLedger(bank.worker)).filter(({ holds }) => !holds)).toEqual([])
  },
)
