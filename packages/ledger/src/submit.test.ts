import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantBonus } from './grant-bonus.ts'
import { openAccounts } from './open-accounts.ts'
import { submit, type SubmitInput } from './submit.ts'
import {
  addAttempt,
  addCredits,
  addResource,
  addRun,
  addUser,
  credits,
  delivered,
  runOf,
} from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, refusalOf, statementOf } from './testing/look.ts'
import { settle } from './settle.ts'
import { releaseTask } from './release-task.ts'

const DAY_MS = 86_400_000
let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

async function richUser(): Promise<string> {
  const user = await addUser(db)
  await addCredits(db, user, 100)
  return user
}

const tasksOf = (runId: string) =>
  db.run('SELECT * FROM tasks WHERE run_id = $1 ORDER BY index', [runId])

describe('a run that is taken', () => {
  it('holds the ceilings of its tasks in one transfer and one statement line', async () => {
    const user = await richUser()
    const run = runOf(user, { ceilings: [credits(6), credits(8.25)] })
    const taken = await submit(db.web, run)
    expect(taken).toMatchObject({ runId: run.runId, held: 1425n, repeated: false })
    expect(await accountsOf(db, user)).toEqual({ available: 8575n, held: 1425n })
    expect((await statementOf(db, user)).at(-1)).toEqual({
      type: 'hold',
      amount: -1425n,
      spendable: 8575n,
      held: 1425n,
      pending: 0n,
    })
    const transfers = await db.run(
      'SELECT kind::text, actor_kind::text, actor_id FROM transfers WHERE business_key = $1',
      [`hold:${run.runId}`],
    )
    expect(transfers).toEqual([{ kind: 'hold', actor_kind: 'user', actor_id: user }])
  })

  it('writes run and tasks as asked, with cost, commission and deadline frozen', async () => {
    const user = await richUser()
    const run = runOf(user, {
      ceilings: [credits(6), credits(7)],
      negativePrompt: 'fog',
      preference: 'fastest',
    })
    const [first, second] = run.tasks
    if (first === undefined || second === undefined) throw new Error('two tasks')
    const mixed = {
      ...run,
      tasks: [
        { ...first, seed: 4_294_967_294n },
        { ...second, modelId: 'stability:ultra' },
      ],
    }
    const { deadlineAt } = await submit(db.web, mixed)
    const [row] = await db.run('SELECT * FROM runs WHERE id = $1', [run.runId])
    expect(row).toMatchObject({
      prompt: run.prompt,
      negative_prompt: 'fog',
      preference: 'fastest',
      own_key: false,
      task_count: 2,
      params: { aspectRatio: '1:1' },
    })
    const shared = {
      user_id: user,
      status: 'pending',
      commission_bps: 2000,
      fence: 0n,
      deadline_at: deadlineAt,
    }
    expect(await tasksOf(run.runId)).toMatchObject([
      {
        ...shared,
        id: first.taskId,
        index: 0,
        model_id: 'stability:core',
        ceiling: 600n,
        cost_e4: 30000n,
        seed: 4_294_967_294n,
        held_available: 600n,
      },
      {
        ...shared,
        id: second.taskId,
        index: 1,
        model_id: 'stability:ultra',
        ceiling: 700n,
        cost_e4: 80000n,
        seed: null,
        held_available: 700n,
      },
    ])
    const [created] = await db.run<{ at: Date }>(
      'SELECT created_at AS at FROM tasks WHERE id = $1',
      [first.taskId],
    )
    expect(deadlineAt.getTime() - (created?.at.getTime() ?? 0)).toBe(15 * 60_000)
  })

  it('freezes the newest cost and commission, which later versions do not touch', async () => {
    const user = await richUser()
    await db.run(`INSERT INTO upstreams (id, name, host) VALUES ('other', 'Other', 'other.test')`)
    await db.run(
      `INSERT INTO models (id, upstream_id, name, capability, call_timeout_ms) VALUES ('other:m', 'other', 'M', '{}', 1000)`,
    )
    await db.run(
      `INSERT INTO model_prices (model_id, version, cost_e4, source) VALUES ('other:m', 1, 100, 'test'), ('other:m', 2, 200, 'test')`,
    )
    const run = runOf(user, { modelId: 'other:m' })
    await submit(db.web, run)
    await db.run(
      `INSERT INTO model_prices (model_id, version, cost_e4, source) VALUES ('other:m', 3, 300, 'test')`,
    )
    expect(await tasksOf(run.runId)).toMatchObject([{ cost_e4: 200n }])
  })
})

describe('sources', () => {
  /** bonus 5 (1 day), bonus 20 (30 days), promo 3, available 100, earned 7. */
  async function mixedUser(): Promise<string> {
    const user = await addUser(db)
    await db.run(
      `INSERT INTO grant_rules (reason, version, amount, valid_days) VALUES ('short', 1, 500, 1) ON CONFLICT DO NOTHING`,
    )
    await grantBonus(db.web, { userId: user, reason: 'email_verified' })
    await grantBonus(db.web, { userId: user, reason: 'short' })
    await addCredits(db, user, 100)
    await db.run(
      `UPDATE accounts SET balance = CASE kind WHEN 'earned' THEN 700 ELSE 300 END
                   WHERE user_id = $1 AND kind IN ('earned', 'promo_earned')`,
      [user],
    )
    return user
  }
  const held = (bonus: bigint, promo: bigint, available: bigint, earned: bigint) => ({
    held_bonus: bonus,
    held_promo: promo,
    held_available: available,
    held_earned: earned,
  })

  it('are taken as bonus by soonest expiry, promo, available, earned; each task remembers its stretch', async () => {
    const user = await mixedUser()
    const run = runOf(user, {
      ceilings: [credits(4), credits(3), credits(20), credits(100), credits(3.5)],
    })
    await submit(db.web, run)
    const tasks = await tasksOf(run.runId)
    expect(tasks).toMatchObject([
      held(400n, 0n, 0n, 0n),
      held(300n, 0n, 0n, 0n),
      held(1800n, 200n, 0n, 0n),
      held(0n, 100n, 9900n, 0n),
      held(0n, 0n, 100n, 250n),
    ])
    const lots = await db.run<{ id: string; reason: string; remaining: bigint }>(
      'SELECT id, reason, remaining FROM bonus_lots WHERE user_id = $1 ORDER BY expires_at',
      [user],
    )
    const [short, verified] = lots
    expect(lots).toMatchObject([{ remaining: 0n }, { remaining: 0n }])
    expect(tasks.map((task) => task['held_lots'])).toEqual([
      [{ lot: short?.id, amount: 400 }],
      [
        { lot: short?.id, amount: 100 },
        { lot: verified?.id, amount: 200 },
      ],
      [{ lot: verified?.id, amount: 1800 }],
      null,
      null,
    ])
    expect(await accountsOf(db, user)).toEqual({ earned: 450n, held: 13050n })
  })

  it('leave a lot that has expired alone, although it is still in the account', async () => {
    const user = await addUser(db)
    await grantBonus(db.web, { userId: user, reason: 'email_verified' })
    await db.setClock(31 * DAY_MS)
    const refused = await refusalOf(addRun(db, user))
    await db.setClock(0)
    expect(refused).toEqual({
      code: 'INSUFFICIENT_CREDITS',
      params: { required: '600', spendable: '0' },
    })
    expect(await accountsOf(db, user)).toEqual({ bonus: 2000n })
  })

  it('are not touched by an own key, which holds nothing and moves nothing', async () => {
    const user = await addUser(db)
    const run = runOf(user, { ownKey: true, ceilings: [credits(0), credits(6)] })
    expect(await submit(db.web, run)).toMatchObject({ held: 0n })
    expect(await tasksOf(run.runId)).toMatchObject([{ ceiling: 0n }, { ceiling: 0n }])
    expect(
      await db.run('SELECT FROM transfers WHERE business_key = $1', [`hold:${run.runId}`]),
    ).toEqual([])
    expect(await statementOf(db, user)).toEqual([])
  })
})

describe('the same client id again', () => {
  it('answers the same run and holds once', async () => {
    const user = await richUser()
    const run = runOf(user)
    const first = await submit(db.web, run)
    const again = await submit(db.web, { ...run, runId: randomUUID(), tasks: runOf(user).tasks })
    expect(again).toEqual({ ...first, repeated: true })
    expect(await accountsOf(db, user)).toEqual({ available: 9400n, held: 600n })
  })

  it('is a conflict when something else is asked', async () => {
    const user = await richUser()
    const run = runOf(user)
    await submit(db.web, run)
    const other = { ...run, requestHash: 'b'.repeat(64) }
    expect((await refusalOf(submit(db.web, other))).code).toBe('IDEMPOTENCY_CONFLICT')
  })

  it('takes one run out of 20 parallel calls', async () => {
    const user = await richUser()
    const run = runOf(user)
    const calls = Array.from({ length: 20 }, () =>
      submit(db.web, { ...run, runId: randomUUID(), tasks: runOf(user).tasks }),
    )
    const answers = await Promise.all(calls)
    expect(answers.filter((answer) => !answer.repeated)).toHaveLength(1)
    expect(new Set(answers.map((answer) => answer.runId)).size).toBe(1)
    expect(await accountsOf(db, user)).toEqual({ available: 9400n, held: 600n })
  })

  it('of somebody else is a run of its own', async () => {
    const [a, b] = [await richUser(), await richUser()]
    const run = runOf(a)
    await submit(db.web, run)
    const theirs = runOf(b, { clientId: run.clientId })
    expect(await submit(db.web, theirs)).toMatchObject({ runId: theirs.runId, repeated: false })
  })
})

describe('a run that is refused', () => {
  const changed =
    (change: (run: SubmitInput) => Partial<SubmitInput>) => async (): Promise<SubmitInput> => {
      const run = runOf(await richUser())
      return { ...run, ...change(run) }
    }
  it.each([
    ['no task', changed(() => ({ tasks: [] })), 'INPUT_INVALID'],
    [
      'nine tasks',
      async () =>
        runOf(await richUser(), { ceilings: Array.from({ length: 9 }, () => credits(1)) }),
      'INPUT_INVALID',
    ],
    [
      'a ceiling below the least price',
      async () => runOf(await richUser(), { ceilings: [credits(0.24)] }),
      'INPUT_INVALID',
    ],
    [
      'a negative ceiling',
      async () => runOf(await richUser(), { ceilings: [credits(6), credits(-6)] }),
      'INPUT_INVALID',
    ],
    [
      'a ceiling beyond reason',
      async () => runOf(await richUser(), { ceilings: [credits(10_000_000)] }),
      'INPUT_INVALID',
    ],
    [
      'an unknown model',
      async () => runOf(await richUser(), { modelId: 'nobody:nothing' }),
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
    const user = await richUser()
    await db.run('UPDATE users SET status = $2::user_status WHERE id = $1', [user, status])
    expect((await refusalOf(addRun(db, user))).code).toBe(code)
  })

  it('for a model that was taken off the list names it', async () => {
    const user = await richUser()
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
    const user = await richUser()
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
    const user = await richUser()
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
  })
})

describe('fair keys', () => {
  const keysOf = async (runId: string) => (await tasksOf(runId)).map((task) => task['fair_key'])
  async function keyed(
    user: string,
    count: number,
    modelId = 'stability:core',
  ): Promise<unknown[]> {
    const run = runOf(user, {
      modelId,
      ceilings: Array.from({ length: count }, () => credits(0.25)),
    })
    await submit(db.web, run)
    return keysOf(run.runId)
  }

  it('rise by one per task of a user and model, each model by itself', async () => {
    const user = await richUser()
    expect(await keyed(user, 3)).toEqual([0n, 1n, 2n])
    expect(await keyed(user, 2)).toEqual([3n, 4n])
    expect(await keyed(user, 2, 'stability:ultra')).toEqual([0n, 1n])
  })

  it('start a newcomer at the model’s virtual time, so that a long queue is not in front', async () => {
    const busy = await richUser()
    await keyed(busy, 8)
    await db.run(`INSERT INTO model_clocks (model_id, virtual_time) VALUES ('stability:core', 5)`)
    const newcomer = await richUser()
    expect(await keyed(newcomer, 2)).toEqual([5n, 6n])
    expect(await keyed(busy, 1)).toEqual([8n])
    await db.run(`DELETE FROM model_clocks`)
  })
})

it('takes exactly 7 of 100 parallel submits on a balance for 7 tasks', async () => {
  const user = await addUser(db)
  await openAccounts(db.web, user)
  await addCredits(db, user, 100)
  const calls = Array.from({ length: 100 }, () => addRun(db, user, { ceilings: [credits(14)] }))
  const settled = await Promise.allSettled(calls)
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(7)
  expect(await accountsOf(db, user)).toEqual({ available: 200n, held: 9800n })
})
