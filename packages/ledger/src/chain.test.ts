import { createPool } from '@aetherflow/db/pool'
import { poolSql } from '@aetherflow/db/sql'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { chain } from './chain.ts'
import { chainHead, containsHead, formatHead, parseHead } from './chain-head.ts'
import { addCredits, addRun, addUser, richUser } from './testing/arrange.ts'
import { createLedgerDatabase, type OwnLedgerDatabase } from './testing/ledger-database.ts'
import { untilFinal } from './testing/until-final.ts'
import { verifyChain } from './verify-chain.ts'

let db: OwnLedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

const chainAll = async () => {
  await untilFinal(db)
  while ((await chain(db.worker, { limit: 100 })).linked > 0);
}
const numbered = () =>
  db.run<{ number: bigint; transfer: string; xid: string }>(
    `SELECT c.number, c.transfer_id AS transfer, t.xid::text AS xid
       FROM ledger_chain c JOIN transfers t ON t.id = c.transfer_id ORDER BY c.number`,
  )

it('numbers every transfer once, without gaps, in the order of transaction and id', async () => {
  await Promise.all(Array.from({ length: 8 }, () => richUser(db)))
  const user = await richUser(db)
  for (let i = 0; i < 4; i += 1) await addRun(db, user)
  await untilFinal(db)
  expect(await chain(db.worker, { limit: 5 })).toEqual({ linked: 5 })
  await chainAll()
  expect(await chain(db.worker, { limit: 5 })).toEqual({ linked: 0 })
  const links = await numbered()
  const [transfers] = await db.run<{ count: bigint }>('SELECT count(*) FROM transfers')
  expect(links.map(({ number }) => number)).toEqual(links.map((_, i) => BigInt(i + 1)))
  expect(BigInt(links.length)).toBe(transfers?.count)
  const place = ({ xid, transfer }: { xid: string; transfer: string }) =>
    `${xid.padStart(20, '0')} ${transfer}`
  expect(links.map(place)).toEqual(links.map(place).toSorted())
  expect(await verifyChain(db.worker)).toEqual([])
})

it('makes one chain out of several chainers and many writers, and none of them waits for it', async () => {
  const pool = createPool(db.urls.worker, { applicationName: 'chainers', max: 3 })
  // A chainer that never ends: it holds its mark, and money must move on all the same.
  const stuck = await pool.connect()
  const chaining = await db.run<{ up: string }>(
    `SELECT up_to_xid::text AS up FROM tailers WHERE name = 'chain'`,
  )
  await stuck.query('BEGIN')
  await addCredits(db, await addUser(db), 100)
  await stuck.query('SELECT ledger.chain(100)')
  const user = await richUser(db)
  await addRun(db, user)
  await stuck.query('ROLLBACK')
  stuck.release()
  expect(await db.run(`SELECT up_to_xid::text AS up FROM tailers WHERE name = 'chain'`)).toEqual(
    chaining,
  )

  let writing = true
  const chainer = async () => {
    while (writing) await chain(poolSql(pool), { limit: 3 })
  }
  const chainers = [chainer(), chainer(), chainer()]
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      const buyer = await richUser(db)
      for (let i = 0; i < 5; i += 1) await addRun(db, buyer)
    }),
  )
  writing = false
  await Promise.all(chainers)
  await pool.end()
  await chainAll()
  expect(await verifyChain(db.worker)).toEqual([])
  const links = await numbered()
  const [transfers] = await db.run<{ count: bigint }>('SELECT count(*) FROM transfers')
  expect(BigInt(links.length)).toBe(transfers?.count)
})

it('knows a link that was noted down, and no other', async () => {
  await chainAll()
  const head = await chainHead(db.worker)
  if (head === null) throw new Error('nothing is chained')
  await richUser(db)
  await chainAll()
  expect((await chainHead(db.worker))?.number).toBe(head.number + 1n)
  const noted = formatHead(head)
  expect(parseHead(noted)).toEqual(head)
  expect(await containsHead(db.worker, head)).toBe(true)
  expect(await containsHead(db.worker, { ...head, number: head.number + 1n })).toBe(false)
  expect(await containsHead(db.worker, { ...head, hash: 'a'.repeat(64) })).toBe(false)
  expect(await containsHead(db.worker, { ...head, number: 9_999n })).toBe(false)
})

it.each([
  '',
  '5',
  '5:',
  ':ab',
  `5:${'g'.repeat(64)}`,
  `5:${'a'.repeat(63)}`,
  `-5:${'a'.repeat(64)}`,
])('takes %j for no link', (text) => {
  expect(parseHead(text)).toBeNull()
})

/** With the triggers off, as somebody with all rights over the database would. */
async function tamper(text: string): Promise<void> {
  const tables = ['transfers', 'entries', 'ledger_chain']
  for (const table of tables) await db.run(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  await db.run(text)
  for (const table of tables) await db.run(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
}

const at = (number: number) => `(SELECT transfer_id FROM ledger_chain WHERE number = ${number})`

const swapped = `
  UPDATE ledger_chain c SET transfer_id = o.transfer_id FROM ledger_chain o
   WHERE c.number IN (3, 4) AND o.number = 7 - c.number`

// Each with what undoes it, so that the next starts from a sound chain.
const tamperings: [what: string, how: string, undo: string, found: RegExp][] = [
  [
    'an amount that was changed together with its other side',
    `UPDATE entries SET amount = amount * 2 WHERE transfer_id = ${at(3)}`,
    `UPDATE entries SET amount = amount / 2 WHERE transfer_id = ${at(3)}`,
    /^changed/,
  ],
  [
    'entries that were given to other accounts',
    `UPDATE entries SET account_id = account_id + 1000000 WHERE transfer_id = ${at(3)} AND seq IS NOT NULL`,
    `UPDATE entries SET account_id = account_id - 1000000 WHERE transfer_id = ${at(3)} AND seq IS NOT NULL`,
    /^changed/,
  ],
  [
    'an account that was given to somebody else',
    `CREATE TABLE kept AS SELECT a.id, a.user_id FROM accounts a JOIN entries e ON e.account_id = a.id AND e.transfer_id = ${at(3)} AND e.seq IS NOT NULL;
     UPDATE accounts SET user_id = gen_random_uuid() WHERE id IN (SELECT id FROM kept)`,
    `UPDATE accounts a SET user_id = k.user_id FROM kept k WHERE k.id = a.id; DROP TABLE kept`,
    /^changed/,
  ],
  [
    'an actor who was exchanged',
    `UPDATE transfers SET actor_id = gen_random_uuid() WHERE id = ${at(4)}`,
    `UPDATE transfers SET actor_id = NULL WHERE id = ${at(4)}`,
    /^changed/,
  ],
  [
    'a date that was moved by a millisecond',
    `UPDATE transfers SET created_at = created_at + interval '1 millisecond' WHERE id = ${at(4)}`,
    `UPDATE transfers SET created_at = created_at - interval '1 millisecond' WHERE id = ${at(4)}`,
    /^changed/,
  ],
  [
    'two entries that were added to an old transfer',
    `INSERT INTO entries (transfer_id, account_id, amount) SELECT ${at(5)}, id, CASE kind WHEN 'loss' THEN 5 ELSE -5 END FROM accounts WHERE kind = 'loss' OR (kind = 'clearing' AND gateway = 'stripe')`,
    `DELETE FROM entries WHERE transfer_id = ${at(5)} AND abs(amount) = 5`,
    /^changed/,
  ],
  [
    'a transfer that was removed',
    `CREATE TABLE kept AS SELECT * FROM transfers WHERE id = ${at(6)}; DELETE FROM transfers WHERE id = ${at(6)}`,
    `INSERT INTO transfers SELECT * FROM kept; DROP TABLE kept`,
    /^chained but gone/,
  ],
  [
    'a transfer that was removed together with its link',
    `CREATE TABLE kept AS SELECT * FROM ledger_chain WHERE number = 6; DELETE FROM ledger_chain WHERE number = 6`,
    `INSERT INTO ledger_chain SELECT * FROM kept; DROP TABLE kept`,
    /number is missing|^changed/,
  ],
  [
    'a transfer that was slipped in behind the chain',
    `INSERT INTO transfers (kind, business_key, content_hash, actor_kind, xid) SELECT 'grant', 'grant:late:x', sha256(''), 'system', xid FROM transfers WHERE id = ${at(4)}`,
    `DELETE FROM transfers WHERE business_key = 'grant:late:x'`,
    /^not chained/,
  ],
  [
    'two transfers that changed places',
    `DROP INDEX IF EXISTS ledger_chain_transfer_id_key; ${swapped}`,
    swapped,
    /^changed/,
  ],
]

beforeEach(chainAll)

it.each(tamperings)('finds %s', async (_, how, undo, found) => {
  await tamper(how)
  expect((await verifyChain(db.worker)).join('\n')).toMatch(found)
  await tamper(undo)
  expect(await verifyChain(db.worker)).toEqual([])
})

it('keeps no link that was noted down when somebody rewrites the past and chains it anew', async () => {
  const head = await chainHead(db.worker)
  if (head === null) throw new Error('nothing is chained')
  await tamper(`
    UPDATE transfers SET actor_id = gen_random_uuid() WHERE id = ${at(4)};
    TRUNCATE ledger_chain; UPDATE tailers SET up_to_xid = '0' WHERE name = 'chain'`)
  await chainAll()
  expect(await verifyChain(db.worker)).toEqual([])
  expect((await chainHead(db.worker))?.number).toBe(head.number)
  expect(await containsHead(db.worker, head)).toBe(false)
})
