import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantBonus } from './grant-bonus.ts'
import { releaseTask } from './release-task.ts'
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
import { accountsOf, refusalOf, statementOf } from './testing/look.ts'

const DAY_MS = 86_400_000
let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

const taskOf = async (id: string) => (await db.run('SELECT * FROM tasks WHERE id = $1', [id]))[0]
const lotsOf = (user: string) =>
  db.run<{ remaining: bigint }>(
    'SELECT remaining FROM bonus_lots WHERE user_id = $1 ORDER BY expires_at',
    [user],
  )

async function bonusUser(): Promise<string> {
  const user = await addUser(db)
  await db.run(
    `INSERT INTO grant_rules (reason, version, amount, valid_days) VALUES ('short', 1, 500, 1) ON CONFLICT DO NOTHING`,
  )
  await grantBonus(db.web, { userId: user, reason: 'short' })
  await grantBonus(db.web, { userId: user, reason: 'email_verified' })
  return user
}

async function oneTask(user: string, ceiling = credits(6)): Promise<string> {
  const [taskId] = await addRun(db, user, { ceilings: [ceiling] })
  if (taskId === undefined) throw new Error('no task')
  return taskId
}

describe('the owner cancels', () => {
  it('a pending task and gets the hold back', async () => {
    const user = await richUser(db)
    const taskId = await oneTask(user)
    expect(await releaseTask(db.web, { taskId, userId: user })).toEqual({
      released: 600n,
      repeated: false,
    })
    expect(await accountsOf(db, user)).toEqual({ available: 10000n })
    expect(await taskOf(taskId)).toMatchObject({ status: 'cancelled', error_code: null })
    expect((await statementOf(db, user)).at(-1)).toEqual({
      type: 'release',
      amount: 600n,
      spendable: 10000n,
      held: 0n,
      pending: 0n,
    })
    const [transfer] = await db.run(
      'SELECT actor_kind::text, actor_id FROM transfers WHERE business_key = $1',
      [`release:${taskId}`],
    )
    expect(transfer).toEqual({ actor_kind: 'user', actor_id: user })
  })

  it('a claimed task before its dispatch, whose capacity comes back too', async () => {
    const user = await richUser(db)
    const resourceId = await addResource(db, await addUser(db))
    const taskId = await oneTask(user)
    const { attemptId } = await addAttempt(db, taskId, {
      resourceId,
      price: credits(5),
      state: 'claimed',
    })
    await releaseTask(db.web, { taskId, userId: user })
    const [attempt] = await db.run(
      'SELECT state::text, error_code, slot_held, credits_held FROM attempts WHERE id = $1',
      [attemptId],
    )
    expect(attempt).toEqual({
      state: 'abandoned',
      error_code: 'CANCELLED',
      slot_held: false,
      credits_held: false,
    })
    expect(
      await db.run('SELECT in_flight FROM resource_counters WHERE resource_id = $1', [resourceId]),
    ).toEqual([{ in_flight: 0 }])
    expect(await accountsOf(db, user)).toEqual({ available: 10000n })
  })

  it('an own key’s task, for which nothing was held', async () => {
    const user = await addUser(db)
    const [taskId = ''] = await addRun(db, user, { ownKey: true })
    expect(await releaseTask(db.web, { taskId, userId: user })).toEqual({
      released: 0n,
      repeated: false,
    })
    expect(await taskOf(taskId)).toMatchObject({ status: 'cancelled' })
    expect(await statementOf(db, user)).toEqual([])
  })

  it('twice, and gets it back once, also at the same moment', async () => {
    const user = await richUser(db)
    const taskId = await oneTask(user)
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => releaseTask(db.web, { taskId, userId: user })),
    )
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1)
    expect(await accountsOf(db, user)).toEqual({ available: 10000n })
  })

  it('one task of a run and not the others', async () => {
    const user = await richUser(db)
    const [first = ''] = await addRun(db, user, { ceilings: [credits(6), credits(7)] })
    await releaseTask(db.web, { taskId: first, userId: user })
    expect(await accountsOf(db, user)).toEqual({ available: 9300n, held: 700n })
  })
})

describe('a cancel is refused', () => {
  it('for a task of somebody else, as if it did not exist', async () => {
    const taskId = await oneTask(await richUser(db))
    const stranger = await richUser(db)
    expect((await refusalOf(releaseTask(db.web, { taskId, userId: stranger }))).code).toBe(
      'NOT_FOUND',
    )
    expect(
      (await refusalOf(releaseTask(db.web, { taskId: randomUUID(), userId: stranger }))).code,
    ).toBe('NOT_FOUND')
    expect(await taskOf(taskId)).toMatchObject({ status: 'pending' })
  })

  it('after the dispatch, because the upstream may have been paid', async () => {
    const user = await richUser(db)
    const resourceId = await addResource(db, await addUser(db))
    const taskId = await oneTask(user)
    const attempt = await addAttempt(db, taskId, { resourceId, price: credits(5) })
    const refused = await refusalOf(releaseTask(db.web, { taskId, userId: user }))
    expect(refused).toEqual({ code: 'TASK_NOT_CANCELLABLE', params: { status: 'processing' } })
    await settle(db.worker, delivered(attempt))
    const done = await refusalOf(releaseTask(db.web, { taskId, userId: user }))
    expect(done).toEqual({ code: 'TASK_NOT_CANCELLABLE', params: { status: 'completed' } })
  })
})

describe('a hold that was taken from bonus', () => {
  it('goes back into the lots it came from', async () => {
    const user = await bonusUser()
    const taskId = await oneTask(user, credits(12))
    expect(await lotsOf(user)).toEqual([{ remaining: 0n }, { remaining: 1300n }])
    await releaseTask(db.web, { taskId, userId: user })
    expect(await lotsOf(user)).toEqual([{ remaining: 500n }, { remaining: 2000n }])
  })

  it('is consumed from the soonest expiry, so the rest of a capture goes back to the later lot', async () => {
    const user = await bonusUser()
    const resourceId = await addResource(db, await addUser(db))
    const taskId = await oneTask(user, credits(12))
    await settle(
      db.worker,
      delivered(await addAttempt(db, taskId, { resourceId, price: credits(4) })),
    )
    expect(await lotsOf(user)).toEqual([{ remaining: 100n }, { remaining: 2000n }])
  })

  it('lapses where the lot has expired meanwhile', async () => {
    const user = await bonusUser()
    const taskId = await oneTask(user, credits(12))
    await db.setClock(2 * DAY_MS)
    await releaseTask(db.web, { taskId, userId: user })
    await db.setClock(0)
    expect(await lotsOf(user)).toEqual([{ remaining: 0n }, { remaining: 2000n }])
    expect(await accountsOf(db, user)).toEqual({ bonus: 2000n })
    expect((await statementOf(db, user)).slice(-2)).toEqual([
      { type: 'release', amount: 700n, spendable: 2000n, held: 500n, pending: 0n },
      { type: 'expiry', amount: -500n, spendable: 2000n, held: 0n, pending: 0n },
    ])
  })

  it('lapses as a whole when every lot has expired', async () => {
    const user = await bonusUser()
    const taskId = await oneTask(user, credits(3))
    await db.setClock(2 * DAY_MS)
    await releaseTask(db.web, { taskId, userId: user })
    await db.setClock(0)
    expect((await statementOf(db, user)).at(-1)).toMatchObject({
      type: 'expiry',
      amount: -300n,
      held: 0n,
    })
    expect(
      await db.run('SELECT FROM transfers WHERE business_key = $1', [`release:${taskId}`]),
    ).toEqual([])
  })

  it('still pays for a delivery after its lot has expired; only the rest lapses', async () => {
    const user = await bonusUser()
    const provider = await addUser(db)
    const taskId = await oneTask(user, credits(5))
    const attempt = await addAttempt(db, taskId, {
      resourceId: await addResource(db, provider),
      price: credits(3),
    })
    await db.setClock(2 * DAY_MS)
    expect(await settle(db.worker, delivered(attempt))).toBe('settled')
    await db.setClock(0)
    expect(await accountsOf(db, provider)).toEqual({ pending: 240n })
    expect(await accountsOf(db, user)).toEqual({ bonus: 2000n })
    expect((await statementOf(db, user)).slice(-2)).toMatchObject([
      { type: 'consume', amount: -300n, held: 200n },
      { type: 'expiry', amount: -200n, held: 0n },
    ])
    expect(
      await db.run('SELECT share_promo FROM settlements WHERE task_id = $1', [taskId]),
    ).toEqual([{ share_promo: 240n }])
  })
})
