import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { releaseTask } from './release-task.ts'
import {
  addAttempt,
  addResource,
  addRun,
  addUser,
  credits,
  delivered,
  richUser,
  type RunOptions,
  type TestAttempt,
} from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, platform, refusalOf, statementOf } from './testing/look.ts'
import { SETTLE_FORMS } from './testing/settle-forms.ts'

const HOUR_MS = 3_600_000
let db: LedgerDatabase
let provider: string
let resourceId: string
let consumer: string
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  provider = await addUser(db)
  resourceId = await addResource(db, provider)
  consumer = await richUser(db)
})

async function dispatched(price = credits(4.5), run: RunOptions = {}): Promise<TestAttempt> {
  const [taskId] = await addRun(db, consumer, run)
  if (taskId === undefined) throw new Error('no task')
  return addAttempt(db, taskId, { resourceId, price })
}

const settlementOf = async (taskId: string) =>
  (await db.run('SELECT * FROM settlements WHERE task_id = $1', [taskId]))[0]
const taskOf = async (taskId: string) =>
  (await db.run('SELECT * FROM tasks WHERE id = $1', [taskId]))[0]

describe.each(SETTLE_FORMS)('%s', (_, settle) => {
  it('captures the price frozen on the attempt and gives the rest of the hold back', async () => {
    const before = await platform(db)
    const attempt = await dispatched()
    expect(await settle(db.worker, delivered(attempt))).toBe('settled')
    expect(await accountsOf(db, consumer)).toEqual({ available: 9550n })
    expect(await accountsOf(db, provider)).toEqual({ pending: 360n })
    const after = await platform(db)
    expect((after['commission'] ?? 0n) - (before['commission'] ?? 0n)).toBe(90n)
    expect((await statementOf(db, consumer)).at(-1)).toEqual({
      type: 'consume',
      amount: -450n,
      spendable: 9550n,
      held: 0n,
      pending: 0n,
    })
    expect(await statementOf(db, provider)).toEqual([
      { type: 'earn', amount: 360n, spendable: 0n, held: 0n, pending: 360n },
    ])
  })

  it('writes settlement, image, attempt and task in the same transaction', async () => {
    const attempt = await dispatched()
    const input = delivered(attempt)
    await settle(db.worker, input)
    const settlement = await settlementOf(attempt.taskId)
    expect(settlement).toMatchObject({
      attempt_id: attempt.attemptId,
      consumer_id: consumer,
      provider_id: provider,
      resource_id: resourceId,
      price: 450n,
      fee: 90n,
      provider_share: 360n,
      from_available: 450n,
      share_promo: 0n,
      state: 'open',
      reversed: 0n,
    })
    const [window] = await db.run<{ ms: string }>(
      `SELECT extract(epoch FROM matures_at - created_at) * 1000 AS ms FROM settlements WHERE task_id = $1`,
      [attempt.taskId],
    )
    expect(Number(window?.ms)).toBe(72 * HOUR_MS)
    const [image] = await db.run('SELECT * FROM images WHERE task_id = $1', [attempt.taskId])
    expect(image).toMatchObject({
      attempt_id: attempt.attemptId,
      user_id: consumer,
      storage_key: input.image.storageKey,
      thumb_key: input.image.thumbKey,
      sha256: input.image.sha256,
      mime_type: 'image/png',
      width: 1024,
      height: 1024,
      size_bytes: 1_234_567,
      seed: 42n,
      placeholder: input.image.placeholder,
      state: 'delivered',
    })
    const [row] = await db.run('SELECT * FROM attempts WHERE id = $1', [attempt.attemptId])
    expect(row).toMatchObject({
      state: 'succeeded',
      upstream_request_id: 'req-1',
      latency_ms: 1234,
      slot_held: false,
      credits_held: true,
    })
    expect(row?.['finished_at']).not.toBeNull()
    expect(await taskOf(attempt.taskId)).toMatchObject({ status: 'completed', lease_until: null })
    const [counters] = await db.run(
      'SELECT in_flight FROM resource_counters WHERE resource_id = $1',
      [resourceId],
    )
    expect(counters).toEqual({ in_flight: 0 })
  })

  it('raises the row version, which live status is told by', async () => {
    const attempt = await dispatched()
    const before = await taskOf(attempt.taskId)
    await settle(db.worker, delivered(attempt))
    const after = await taskOf(attempt.taskId)
    expect(Number(after?.['row_version'])).toBeGreaterThan(Number(before?.['row_version']))
  })

  it('moves nothing for an own key, and still writes a settlement at 0', async () => {
    resourceId = await addResource(db, consumer)
    const before = await db.run('SELECT count(*) AS n FROM transfers')
    const attempt = await dispatched(credits(4.5), { ownKey: true })
    expect(await settle(db.worker, delivered(attempt))).toBe('settled')
    expect(await settlementOf(attempt.taskId)).toMatchObject({
      transfer_id: null,
      price: 0n,
      fee: 0n,
      provider_share: 0n,
      state: 'matured',
      provider_id: consumer,
    })
    expect(await db.run('SELECT count(*) AS n FROM transfers')).toEqual(before)
    expect(await taskOf(attempt.taskId)).toMatchObject({ status: 'completed' })
    expect(await settle(db.worker, delivered(attempt))).toBe('already')
  })

  it('takes a price that is the whole ceiling', async () => {
    const attempt = await dispatched(credits(6))
    expect(await settle(db.worker, delivered(attempt))).toBe('settled')
    expect(await accountsOf(db, consumer)).toEqual({ available: 9400n })
  })

  it('charges no commission and leaves the provider all when the rule says 0', async () => {
    const attempt = await dispatched()
    await db.run('UPDATE tasks SET commission_bps = 0 WHERE id = $1', [attempt.taskId])
    await settle(db.worker, delivered(attempt))
    expect(await accountsOf(db, provider)).toEqual({ pending: 450n })
  })

  it('pays a provider nothing when the commission takes it all', async () => {
    const attempt = await dispatched()
    await db.run('UPDATE tasks SET commission_bps = 10000 WHERE id = $1', [attempt.taskId])
    expect(await settle(db.worker, delivered(attempt))).toBe('settled')
    expect(await accountsOf(db, provider)).toEqual({})
    expect(await statementOf(db, provider)).toEqual([])
  })

  it('settles once: the same image again is the same, another one is a conflict', async () => {
    const attempt = await dispatched()
    const input = delivered(attempt)
    expect(await settle(db.worker, input)).toBe('settled')
    expect(await settle(db.worker, input)).toBe('already')
    expect(await settle(db.worker, delivered(attempt, 'e'.repeat(64)))).toBe('conflict')
    expect(await accountsOf(db, provider)).toEqual({ pending: 360n })
  })

  it('settles once when called 10 times at the same moment', async () => {
    const attempt = await dispatched()
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => settle(db.worker, delivered(attempt))),
    )
    expect(outcomes.filter((outcome) => outcome === 'settled')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'already')).toHaveLength(9)
    expect(await accountsOf(db, provider)).toEqual({ pending: 360n })
  })

  it('is refused while settlement is stopped, and works on when it is not', async () => {
    const attempt = await dispatched()
    await db.run(
      `INSERT INTO system_switches (name, "on", reason) VALUES ('settlement', true, 'I1 broken')`,
    )
    expect((await refusalOf(settle(db.worker, delivered(attempt)))).code).toBe('SETTLEMENT_STOPPED')
    await db.run(`UPDATE system_switches SET "on" = false WHERE name = 'settlement'`)
    expect(await settle(db.worker, delivered(attempt))).toBe('settled')
    await db.run(`DELETE FROM system_switches`)
  })

  describe('answers stale and changes nothing', () => {
    const stale: [string, (attempt: TestAttempt) => Promise<TestAttempt>][] = [
      ['for an unknown task', (attempt) => Promise.resolve({ ...attempt, taskId: randomUUID() })],
      [
        'for an unknown attempt',
        (attempt) => Promise.resolve({ ...attempt, attemptId: randomUUID() }),
      ],
      [
        'for an older fence',
        (attempt) => Promise.resolve({ ...attempt, fence: attempt.fence - 1n }),
      ],
      [
        'for a newer fence',
        (attempt) => Promise.resolve({ ...attempt, fence: attempt.fence + 1n }),
      ],
      [
        'for an attempt that was not dispatched',
        async (attempt) => {
          await db.run(`UPDATE attempts SET state = 'claimed' WHERE id = $1`, [attempt.attemptId])
          return attempt
        },
      ],
      [
        'for an attempt that failed',
        async (attempt) => {
          await db.run(`UPDATE attempts SET state = 'failed' WHERE id = $1`, [attempt.attemptId])
          return attempt
        },
      ],
      [
        'after the task moved on to another attempt',
        async (attempt) => {
          await db.run(`UPDATE tasks SET status = 'pending', attempt_id = NULL WHERE id = $1`, [
            attempt.taskId,
          ])
          await addAttempt(db, attempt.taskId, { resourceId, price: credits(3) })
          return attempt
        },
      ],
      [
        'after the task went back to the queue',
        async (attempt) => {
          await db.run(`UPDATE tasks SET status = 'pending', attempt_id = NULL WHERE id = $1`, [
            attempt.taskId,
          ])
          return attempt
        },
      ],
      [
        'after the task ended',
        async (attempt) => {
          const failed = [{ task: attempt.taskId, status: 'failed', error_code: 'UPSTREAM_ERROR' }]
          await db.run(`SELECT ledger.release_tasks($1)`, [JSON.stringify(failed)])
          return attempt
        },
      ],
      [
        'for a price above the ceiling',
        async (attempt) => {
          await db.run('UPDATE attempts SET price = 601 WHERE id = $1', [attempt.attemptId])
          return attempt
        },
      ],
      [
        'for a provider who would earn from their own task',
        async (attempt) => {
          await db.run('UPDATE resources SET owner_id = $1 WHERE id = $2', [consumer, resourceId])
          return attempt
        },
      ],
    ]
    it.each(stale)('%s', async (_name, arrange) => {
      const attempt = await arrange(await dispatched())
      const before = await Promise.all([
        accountsOf(db, consumer),
        accountsOf(db, provider),
        taskOf(attempt.taskId),
      ])
      expect(await settle(db.worker, delivered(attempt))).toBe('stale')
      expect(
        await Promise.all([
          accountsOf(db, consumer),
          accountsOf(db, provider),
          taskOf(attempt.taskId),
        ]),
      ).toEqual(before)
      expect(await settlementOf(attempt.taskId)).toBeUndefined()
    })
  })

  it('or a cancel wins, never both', async () => {
    const attempt = await dispatched()
    await db.run(`UPDATE attempts SET state = 'claimed' WHERE id = $1`, [attempt.attemptId])
    const [settled, cancelled] = await Promise.allSettled([
      settle(db.worker, delivered(attempt)),
      releaseTask(db.web, { taskId: attempt.taskId, userId: consumer }),
    ])
    expect(settled).toMatchObject({ status: 'fulfilled', value: 'stale' })
    expect(cancelled.status).toBe('fulfilled')
    expect(await accountsOf(db, consumer)).toEqual({ available: 10000n })
  })
})
