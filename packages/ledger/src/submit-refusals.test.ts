import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantBonus } from './grant-bonus.ts'
import { submit, type SubmitInput } from './submit.ts'
import {
  addAttempt,
  addResource,
  addRun,
  addUser,
  credits,
  delivered,
  richUser,
  runOf,
} from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, refusalOf } from './testing/look.ts'
import { settle } from './settle.ts'
import { releaseTask } from './release-task.ts'

const DAY_MS = 86_400_000
let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

describe('a run that is refused', () => {
  const changed =
    (change: (run: SubmitInput) => Partial<SubmitInput>) => async (): Promise<SubmitInput> => {
      const run = runOf(await richUser(db))
      return { ...run, ...change(run) }
    }
  it.each([
    ['no task', changed(() => ({ tasks: [] })), 'INPUT_INVALID'],
    [
      'nine tasks',
      async () =>
        runOf(await richUser(db), { ceilings: Array.from({ length: 9 }, () => credits(1)) }),
      'INPUT_INVALID',
    ],
    [
      'a ceiling below the least price',
      async () => runOf(await richUser(db), { ceilings: [credits(0.24)] }),
      'INPUT_INVALID',
    ],
    [
      'a negative ceiling',
      async () => runOf(await richUser(db), { ceilings: [credits(6), credits(-6)] }),
      'INPUT_INVALID',
    ],
    [
      'a ceiling beyond reason',
      async () => runOf(await richUser(db), { ceilings: [credits(10_000_000)] }),
      'INPUT_INVALID',
    ],
    [
      'an unknown model',
      async () => runOf(await richUser(db), { modelId: 'nobody:nothing' }),
      'MODEL_UNAVAILABLE',
    ],
    ['an unknown user', () => Promise.resolve(runOf(randomUUID())), 'NOT_FOUND'],
  ])('for %s changes nothing', async (_, arrange, code) => {
    const run = await arrange()
    const before = await accountsOf(db, run.userId)
    expect((await refusalOf(submit(db.web, run))).code).toBe(code)
    expect(await accountsOf(db, run.userId)).toEqual(before)
    expect(await db.run('SELECT FROM runs WHERE id = $1', [run.runId])).toEqual([])
  })

  it.each([
    ['frozen', 'ACCOUNT_FROZEN'],
    ['disabled', 'ACCOUNT_DISABLED'],
  ])('because the account is %s says so', async (status, code) => {
    const user = await richUser(db)
    await db.run('UPDATE users SET status = $2::user_status WHERE id = $1', [user, status])
    expect((await refusalOf(addRun(db, user))).code).toBe(code)
  })

  it('for a model that was taken off the list names it', async () => {
    const user = await richUser(db)
    await db.run(
      `INSERT INTO models (id, upstream_id, name, capability, call_timeout_ms, active) VALUES ('stability:old', 'stability', 'Old', '{}', 1000, false)`,
    )
    await db.run(
      `INSERT INTO model_prices (model_id, version, cost_e4, source) VALUES ('stability:old', 1, 100, 'test')`,
    )
    expect(await refusalOf(addRun(db, user, { modelId: 'stability:old' }))).toEqual({
      code: 'MODEL_UNAVAILABLE',
      params: { modelId: 'stability:old' },
    })
  })

  it('while the model is closed to the user after filtered outputs tells until when', async () => {
    const user = await richUser(db)
    await db.run(
      `INSERT INTO filter_strikes (user_id, model_id, day, count, closed_until) VALUES ($1, 'stability:core', current_date, 3, now() + interval '1 day')`,
      [user],
    )
    expect(await refusalOf(addRun(db, user))).toMatchObject({
      code: 'MODEL_CLOSED_TO_YOU',
      params: { modelId: 'stability:core' },
    })
    await addRun(db, user, { modelId: 'stability:ultra' })
    await db.setClock(2 * DAY_MS)
    await addRun(db, user)
    await db.setClock(0)
  })

  it('because the balance is too small tells both figures', async () => {
    const user = await addUser(db)
    await grantBonus(db.web, { userId: user, reason: 'email_verified' })
    const refused = await refusalOf(addRun(db, user, { ceilings: [credits(20), credits(0.25)] }))
    expect(refused).toEqual({
      code: 'INSUFFICIENT_CREDITS',
      params: { required: '2025', spendable: '2000' },
    })
  })
})

describe('a daily cap', () => {
  async function cappedUser(cap: bigint): Promise<string> {
    const user = await richUser(db)
    await db.run('UPDATE users SET daily_spend_cap = $2 WHERE id = $1', [user, cap])
    return user
  }

  it('counts open holds in full', async () => {
    const user = await cappedUser(1000n)
    await addRun(db, user)
    expect(await refusalOf(addRun(db, user))).toEqual({
      code: 'DAILY_CAP_REACHED',
      params: { cap: '1000', spent: '600', required: '600' },
    })
    await addRun(db, user, { ceilings: [credits(4)] })
  })

  it('counts finished tasks by their price, and released ones not at all', async () => {
    const user = await cappedUser(1000n)
    const resourceId = await addResource(db, await addUser(db))
    const [first, second] = await addRun(db, user, { ceilings: [credits(6), credits(4)] })
    if (first === undefined || second === undefined) throw new Error('two tasks')
    await settle(
      db.worker,
      delivered(await addAttempt(db, first, { resourceId, price: credits(3) })),
    )
    await releaseTask(db.web, { taskId: second, userId: user })
    expect((await refusalOf(addRun(db, user, { ceilings: [credits(7.01)] }))).params).toMatchObject(
      { spent: '300' },
    )
    await addRun(db, user, { ceilings: [credits(7)] })
  })

  it('begins anew with the UTC day, and null is none', async () => {
    const user = await cappedUser(600n)
    await addRun(db, user)
    await db.setClock(DAY_MS)
    await addRun(db, user)
    await db.setClock(0)
    await db.run('UPDATE users SET daily_spend_cap = NULL WHERE id = $1', [user])
    await addRun(db, user, { ceilings: [credits(50)] })
    expect(await accountsOf(db, user)).toMatchObject({ held: 6200n })
  })
})
