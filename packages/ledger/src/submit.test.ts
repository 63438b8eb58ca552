import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAccounts } from './open-accounts.ts'
import { submit } from './submit.ts'
import { addCredits, addRun, addUser, credits, richUser, runOf } from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, refusalOf, statementOf } from './testing/look.ts'

let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

const tasksOf = (runId: string) =>
  db.run('SELECT * FROM tasks WHERE run_id = $1 ORDER BY index', [runId])

describe('a run that is taken', () => {
  it('holds the ceilings of its tasks in one transfer and one statement line', async () => {
    const user = await richUser(db)
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
    const user = await richUser(db)
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
    const user = await richUser(db)
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

describe('the same client id again', () => {
  it('answers the same run and holds once', async () => {
    const user = await richUser(db)
    const run = runOf(user)
    const first = await submit(db.web, run)
    const again = await submit(db.web, { ...run, runId: randomUUID(), tasks: runOf(user).tasks })
    expect(again).toEqual({ ...first, repeated: true })
    expect(await accountsOf(db, user)).toEqual({ available: 9400n, held: 600n })
  })

  it('is a conflict when something else is asked', async () => {
    const user = await richUser(db)
    const run = runOf(user)
    await submit(db.web, run)
    const other = { ...run, requestHash: 'b'.repeat(64) }
    expect((await refusalOf(submit(db.web, other))).code).toBe('IDEMPOTENCY_CONFLICT')
  })

  it('takes one run out of 20 parallel calls', async () => {
    const user = await richUser(db)
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
    const [a, b] = [await richUser(db), await richUser(db)]
    const run = runOf(a)
    await submit(db.web, run)
    const theirs = runOf(b, { clientId: run.clientId })
    expect(await submit(db.web, theirs)).toMatchObject({ runId: theirs.runId, repeated: false })
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
