import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { settleSet } from './settle-set.ts'
import {
  addAttempt,
  addResource,
  addRun,
  addUser,
  credits,
  delivered,
  richUser,
  type TestAttempt,
} from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, refusalOf, statementOf } from './testing/look.ts'
import { verifyLedger } from './verify-ledger.ts'

let db: LedgerDatabase
let providers: { id: string; resourceId: string }[]
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  const ids = [await addUser(db), await addUser(db)]
  providers = await Promise.all(
    ids.map(async (id) => ({ id, resourceId: await addResource(db, id) })),
  )
})

/** `count` dispatched tasks at 4.50, spread over the consumers and, one by one, over the providers. */
async function dispatchedTasks(consumers: string[], count: number): Promise<TestAttempt[]> {
  const attempts: TestAttempt[] = []
  for (let i = 0; i < count; i++) {
    const consumer = consumers[i % consumers.length] ?? ''
    const [taskId = ''] = await addRun(db, consumer, { ceilings: [credits(6)] })
    const resourceId = providers[i % providers.length]?.resourceId ?? ''
    attempts.push(await addAttempt(db, taskId, { resourceId, price: credits(4.5) }))
  }
  return attempts
}

const outcomes = async (attempts: TestAttempt[]) =>
  (
    await settleSet(
      db.worker,
      attempts.map((attempt) => delivered(attempt)),
    )
  ).map(({ outcome }) => outcome)

it('settles 50 tasks of several consumers and providers in one call, in the order of the call', async () => {
  const consumers = await Promise.all([1, 2, 3, 4, 5].map(() => richUser(db)))
  const attempts = await dispatchedTasks(consumers, 50)
  const results = await settleSet(
    db.worker,
    attempts.map((attempt) => delivered(attempt)),
  )
  expect(results).toEqual(attempts.map(({ taskId }) => ({ taskId, outcome: 'settled' })))
  for (const consumer of consumers)
    expect(await accountsOf(db, consumer)).toEqual({ available: 5500n })
  for (const { id } of providers) expect(await accountsOf(db, id)).toEqual({ pending: 9000n })
})

it('writes one line per task and user, each with the balances after it', async () => {
  const consumer = await richUser(db)
  await outcomes(await dispatchedTasks([consumer], 3))
  const lines = (await statementOf(db, consumer)).filter(({ type }) => type === 'consume')
  expect(lines.map(({ spendable, held }) => ({ spendable, held }))).toEqual([
    { spendable: 8350n, held: 1200n },
    { spendable: 8500n, held: 600n },
    { spendable: 8650n, held: 0n },
  ])
})

it('skips what is stale and settles the others', async () => {
  const consumer = await richUser(db)
  const attempts = await dispatchedTasks([consumer], 4)
  const mixed = attempts.map((attempt, i) => (i === 1 ? { ...attempt, fence: 99n } : attempt))
  expect(await outcomes(mixed)).toEqual(['settled', 'stale', 'settled', 'settled'])
  expect(await outcomes(attempts)).toEqual(['already', 'settled', 'already', 'already'])
})

it('takes a task that is named twice once', async () => {
  const consumer = await richUser(db)
  const [attempt] = await dispatchedTasks([consumer], 1)
  if (attempt === undefined) throw new Error('one task')
  expect(await outcomes([attempt, attempt])).toEqual(['settled', 'already'])
  expect(await accountsOf(db, consumer)).toEqual({ available: 9550n })
})

it('settles paid tasks and own keys side by side', async () => {
  const consumer = await richUser(db)
  const own = await addResource(db, consumer)
  const [paid] = await dispatchedTasks([consumer], 1)
  const [taskId = ''] = await addRun(db, consumer, { ownKey: true })
  const free = await addAttempt(db, taskId, { resourceId: own, price: credits(0) })
  if (paid === undefined) throw new Error('one task')
  expect(await outcomes([free, paid])).toEqual(['settled', 'settled'])
  expect(await accountsOf(db, consumer)).toEqual({ available: 9550n })
})

it('lets somebody who buys and sells in the same set keep straight books', async () => {
  const [seller, buyer] = [await richUser(db), await richUser(db)]
  const sellers = await addResource(db, seller)
  const [bought = ''] = await addRun(db, seller)
  const [sold = ''] = await addRun(db, buyer)
  const attempts = [
    await addAttempt(db, bought, { resourceId: providers[0]?.resourceId ?? '', price: credits(5) }),
    await addAttempt(db, sold, { resourceId: sellers, price: credits(5) }),
  ]
  expect(await outcomes(attempts)).toEqual(['settled', 'settled'])
  expect(await accountsOf(db, seller)).toEqual({ available: 9500n, pending: 400n })
})

it('settles each task once when overlapping sets meet, without a deadlock', async () => {
  const consumers = await Promise.all([1, 2, 3].map(() => richUser(db)))
  const attempts = await dispatchedTasks(consumers, 30)
  const sets = Array.from({ length: 8 }, (_, i) =>
    attempts.toSorted(() => (i % 2 === 0 ? 1 : -1)).slice(0, 20 + i),
  )
  const answers = (await Promise.all(sets.map((set) => outcomes(set)))).flat()
  expect(answers.filter((outcome) => outcome === 'settled')).toHaveLength(new Set(sets.flat()).size)
  expect(answers.every((outcome) => outcome === 'settled' || outcome === 'already')).toBe(true)
})

it('takes 1 to 50 tasks', async () => {
  const [attempt] = await dispatchedTasks([await richUser(db)], 1)
  if (attempt === undefined) throw new Error('one task')
  const item = delivered(attempt)
  for (const set of [[], Array.from({ length: 51 }, () => item)]) {
    expect((await refusalOf(settleSet(db.worker, set))).code).toBe('INPUT_INVALID')
  }
})

it('leaves every invariant true', async () => {
  expect((await verifyLedger(db.worker)).filter(({ holds }) => !holds)).toEqual([])
})
