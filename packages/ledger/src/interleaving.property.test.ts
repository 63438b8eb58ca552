import { creditHundredths } from '@aetherflow/db/quantities'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { grantBonus } from './grant-bonus.ts'
import { grant } from './model/grant.ts'
import { find } from './model/ledger-model.ts'
import { fail, release } from './model/release.ts'
import { settle } from './model/settle.ts'
import { submit } from './model/submit.ts'
import { releaseTask } from './release-task.ts'
import { settle as settleSql } from './settle.ts'
import { settleSet } from './settle-set.ts'
import { submit as submitSql } from './submit.ts'
import { delivered, runOf } from './testing/arrange.ts'
import type { Choice } from './testing/choices.ts'
import { perform } from './testing/commands.ts'
import { expectSame } from './testing/compare.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { attempt, createPair, type Pair, prepareRules } from './testing/pair.ts'
import { verifyLedger } from './verify-ledger.ts'

const TIMEOUT_MS = 240_000
const HASH = 'f'.repeat(64)

let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
  await prepareRules(db)
})
afterAll(() => db.close())

/** Two buyers with every source, and one with bought credits only; 16 tasks of theirs dispatched or claimed. */
async function busyPair(): Promise<{ pair: Pair; dispatched: string[]; claimed: string[] }> {
  const pair = await createPair(db)
  const opening: Choice[] = [
    { do: 'topUp', who: 0, whole: 115, wrong: false },
    { do: 'topUp', who: 1, whole: 115, wrong: false },
    { do: 'topUp', who: 2, whole: 115, wrong: false },
    { do: 'grant', who: 0, reason: 1 },
    { do: 'grant', who: 1, reason: 0 },
  ]
  for (const choice of opening) await perform(pair, choice)
  for (const who of [0, 1]) {
    for (const ceilings of [
      [120, 700, 33, 250],
      [900, 101, 25, 400],
    ]) {
      await perform(pair, {
        do: 'submit',
        who,
        ceilings,
        ultra: false,
        ownKey: false,
        again: false,
      })
    }
  }
  const dispatched: string[] = []
  const claimed: string[] = []
  for (const [i, task] of [...pair.model.tasks.values()].entries()) {
    const providerId = pair.people.find((id) => id !== task.userId) ?? ''
    const state = i % 4 === 3 ? 'claimed' : 'dispatched'
    await attempt(pair, { taskId: task.id, providerId, price: 90n + BigInt(i), state })
    if (state === 'claimed') claimed.push(task.id)
    else dispatched.push(task.id)
  }
  return { pair, dispatched, claimed }
}

const itemOf = ({ model }: Pair, taskId: string) => {
  const { fence, attemptId } = find(model.tasks, taskId)
  return { taskId, attemptId: attemptId ?? '', fence, imageHash: HASH }
}
const inputOf = (pair: Pair, taskId: string) =>
  delivered({ ...itemOf(pair, taskId), resourceId: '' }, HASH)

const failSql = (taskIds: string[]) =>
  db.run('SELECT ledger.release_tasks($1)', [
    JSON.stringify(taskIds.map((task) => ({ task, status: 'failed' }))),
  ])

it(
  'ends alike whatever the interleaving, and with every command repeated',
  { timeout: TIMEOUT_MS },
  async () => {
    const property = fc.asyncProperty(fc.infiniteStream(fc.nat()), async (random) => {
      const { pair, dispatched, claimed } = await busyPair()
      const [first, second, third] = [0, 5, 9].map((at, i, ends) =>
        dispatched.slice(at, ends[i + 1]),
      )
      const runs = [1, 2].map((n) =>
        runOf(pair.people[2] ?? '', { ceilings: [creditHundredths(BigInt(n) * 100n)] }),
      )
      const person = pair.people[2] ?? ''
      const sqlSide = [
        ...(first ?? []).map((taskId) => () => settleSql(db.worker, inputOf(pair, taskId))),
        () =>
          settleSet(
            db.worker,
            (second ?? []).map((taskId) => inputOf(pair, taskId)),
          ),
        () => failSql(third ?? []),
        ...claimed.map(
          (taskId) => () =>
            releaseTask(db.web, { taskId, userId: find(pair.model.tasks, taskId).userId }),
        ),
        ...runs.map((run) => () => submitSql(db.web, run)),
        () => grantBonus(db.web, { userId: pair.people[0] ?? '', reason: 'long' }),
      ]
      const twice = [...sqlSide, ...sqlSide].map((act) => ({ act, key: random.next().value }))
      await Promise.all(twice.toSorted((a, b) => a.key - b.key).map(({ act }) => act()))

      for (const taskId of [...(first ?? []), ...(second ?? [])])
        settle(pair.model, itemOf(pair, taskId))
      for (const taskId of third ?? []) fail(pair.model, { taskId, status: 'failed' })
      for (const taskId of claimed)
        release(pair.model, { taskId, userId: find(pair.model.tasks, taskId).userId })
      for (const run of runs) submit(pair.model, { ...run, userId: person, tasks: [...run.tasks] })
      grant(pair.model, { userId: pair.people[0] ?? '', reason: 'long' })
      await expectSame(pair)
    })
    await fc.assert(property, { numRuns: 25 })
  },
)

it(
  'resolves each hold once when settle, fail and cancel fight over the same tasks',
  { timeout: TIMEOUT_MS },
  async () => {
    const property = fc.asyncProperty(fc.infiniteStream(fc.nat()), async (random) => {
      const { pair, dispatched, claimed } = await busyPair()
      const every = [...dispatched, ...claimed]
      const shuffled = () =>
        every
          .map((taskId) => ({ taskId, key: random.next().value }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ taskId }) => taskId)
      const refusedOrDone = (act: Promise<unknown>) =>
        act.catch((error: unknown) => expect(error).toMatchObject({ code: 'AF104' }))
      await Promise.all([
        settleSet(
          db.worker,
          shuffled().map((taskId) => inputOf(pair, taskId)),
        ),
        failSql(shuffled().slice(0, 9)),
        settleSet(
          db.worker,
          shuffled()
            .slice(0, 9)
            .map((taskId) => inputOf(pair, taskId)),
        ),
        ...shuffled().map((taskId) => settleSql(db.worker, inputOf(pair, taskId))),
        ...shuffled().map((taskId) =>
          refusedOrDone(
            releaseTask(db.web, { taskId, userId: find(pair.model.tasks, taskId).userId }),
          ),
        ),
      ])
      const open = await db.run(
        `SELECT id FROM tasks WHERE id = ANY ($1) AND status IN ('pending', 'processing')`,
        [every],
      )
      expect(open).toEqual([])
      const held = await db.run(
        `SELECT balance FROM accounts WHERE user_id = ANY ($1) AND kind = 'held'`,
        [pair.people],
      )
      expect(held).toEqual([{ balance: 0n }, { balance: 0n }, { balance: 0n }])
    })
    await fc.assert(property, { numRuns: 15 })
    const broken = (await verifyLedger(db.worker)).filter(({ holds }) => !holds)
    // Nobody sweeps here, and each pair has a day of its own, so deadlines pass.
    expect(broken.filter(({ id }) => id !== 'I12')).toEqual([])
  },
)
