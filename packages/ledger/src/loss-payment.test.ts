import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { settle } from './settle.ts'
import {
  addAttempt,
  addCredits,
  addResource,
  addRun,
  addUser,
  credits,
  delivered,
  richUser,
  type TestAttempt,
} from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, platform, refusalOf, statementOf } from './testing/look.ts'
import { payLoss, payNextLoss } from './testing/pay-loss.ts'
import { verifyLedger } from './verify-ledger.ts'

const DAY_MS = 86_400_000
let db: LedgerDatabase
let provider: string
let resourceId: string
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  await db.setClock(0)
  provider = await addUser(db)
  resourceId = await addResource(db, provider)
})

/** An attempt whose outcome the consumer does not pay; core costs 3, ultra 8 upstream credits. */
async function lost(
  consumer: string,
  options: { state?: string; modelId?: string } = {},
): Promise<TestAttempt> {
  const { state = 'unknown', modelId = 'stability:core' } = options
  const [taskId = ''] = await addRun(db, consumer, { modelId, ceilings: [credits(10)] })
  const attempt = await addAttempt(db, taskId, { resourceId, price: credits(10) })
  await db.run(
    'UPDATE attempts SET state = $2::attempt_state, loss_due = true, finished_at = now() WHERE id = $1',
    [attempt.attemptId, state],
  )
  await db.run('SELECT ledger.release_tasks($1)', [
    JSON.stringify([{ task: taskId, status: 'failed' }]),
  ])
  return attempt
}
const pay = ({ attemptId }: { attemptId: string }) => payLoss(db, { attemptId })

describe('a call that no consumer pays', () => {
  it.each(['unknown', 'failed', 'abandoned'])(
    'and that ended as %s pays its catalogue cost from loss into promo_earned',
    async (state) => {
      const before = await platform(db)
      expect(await pay(await lost(await richUser(db), { state }))).toBe(300n)
      expect(await accountsOf(db, provider)).toEqual({ promo_earned: 300n })
      expect((await platform(db))['loss']).toBe((before['loss'] ?? 0n) - 300n)
      expect(await statementOf(db, provider)).toEqual([
        { type: 'compensation', amount: 300n, spendable: 300n, held: 0n, pending: 0n },
      ])
    },
  )

  it('is paid once, and answered ever after, also at the same moment', async () => {
    const attempt = await lost(await richUser(db))
    expect(await Promise.all([1, 2, 3, 4].map(() => pay(attempt)))).toEqual([
      300n,
      300n,
      300n,
      300n,
    ])
    expect(await pay(attempt)).toBe(300n)
    expect(await accountsOf(db, provider)).toEqual({ promo_earned: 300n })
  })

  it('is not paid what the resource asks, only what the catalogue says', async () => {
    await db.run('UPDATE resources SET price_e4 = 50000 WHERE id = $1', [resourceId])
    expect(await pay(await lost(await richUser(db)))).toBe(300n)
  })

  it('rounds a fraction of a hundredth up', async () => {
    const attempt = await lost(await richUser(db))
    await db.run('UPDATE attempts SET cost_e4 = 30001 WHERE id = $1', [attempt.attemptId])
    expect(await pay(attempt)).toBe(301n)
  })

  it('does not tell the provider whose task it was', async () => {
    await pay(await lost(await richUser(db)))
    const [line] = await db.run(
      'SELECT task_id, run_id, description FROM statement_lines WHERE user_id = $1',
      [provider],
    )
    expect(line).toEqual({ task_id: null, run_id: null, description: 'stability:core' })
  })
})

describe('nothing is paid', () => {
  it('for a call that was never dispatched', async () => {
    const attempt = await lost(await richUser(db), { state: 'abandoned' })
    await db.run('UPDATE attempts SET dispatched_at = NULL WHERE id = $1', [attempt.attemptId])
    expect(await pay(attempt)).toBe(0n)
  })

  it('for a call under way, which may still be delivered and paid', async () => {
    expect(await pay(await lost(await richUser(db), { state: 'dispatched' }))).toBe(0n)
  })

  it('for a call that the queue has not marked as due', async () => {
    const attempt = await lost(await richUser(db))
    await db.run('UPDATE attempts SET loss_due = false WHERE id = $1', [attempt.attemptId])
    expect(await pay(attempt)).toBe(0n)
  })

  it('for a call that was delivered', async () => {
    const [taskId = ''] = await addRun(db, await richUser(db))
    const attempt = await addAttempt(db, taskId, { resourceId, price: credits(5) })
    await settle(db.worker, delivered(attempt))
    expect(await pay(attempt)).toBe(0n)
  })

  it('for an own key', async () => {
    const [taskId = ''] = await addRun(db, provider, { ownKey: true })
    const attempt = await addAttempt(db, taskId, { resourceId, price: credits(0) })
    await db.run(`UPDATE attempts SET state = 'unknown', loss_due = true WHERE id = $1`, [
      attempt.attemptId,
    ])
    expect(await pay(attempt)).toBe(0n)
  })

  it('for an attempt that does not exist', async () => {
    expect((await refusalOf(pay({ attemptId: randomUUID() }))).code).toBe('NOT_FOUND')
  })
})

describe('the caps of a day', () => {
  it('stop at 200 credits per provider, the last payment in part, and begin anew', async () => {
    const consumers = await Promise.all([1, 2, 3, 4].map(() => addUser(db)))
    for (const consumer of consumers) await addCredits(db, consumer, 1000)
    const paid: bigint[] = []
    for (let i = 0; i < 27; i++)
      paid.push(await pay(await lost(consumers[i % 4] ?? '', { modelId: 'stability:ultra' })))
    expect(paid.slice(0, 25)).toEqual(Array.from({ length: 25 }, () => 800n))
    expect(paid.slice(25)).toEqual([0n, 0n])
    expect(await accountsOf(db, provider)).toEqual({ promo_earned: 20000n })
    await db.setClock(DAY_MS)
    expect(await pay(await lost(consumers[0] ?? ''))).toBe(300n)
  })

  it('stop at 100 credits per consumer, whoever the providers are', async () => {
    const consumer = await addUser(db)
    await addCredits(db, consumer, 1000)
    const paid: bigint[] = []
    for (let i = 0; i < 14; i++) {
      resourceId = await addResource(db, await addUser(db))
      paid.push(await pay(await lost(consumer, { modelId: 'stability:ultra' })))
    }
    expect(paid.slice(0, 12)).toEqual(Array.from({ length: 12 }, () => 800n))
    expect(paid.slice(12)).toEqual([400n, 0n])
  })

  it('hold when many payments of one provider meet', async () => {
    await db.run(
      `INSERT INTO settings (key, version, value) VALUES ('loss.providerDailyCap', 2, '1000')`,
    )
    const consumers = await Promise.all([1, 2, 3].map(() => richUser(db)))
    const attempts = await Promise.all(
      Array.from({ length: 9 }, (_, i) => lost(consumers[i % 3] ?? '')),
    )
    const paid = await Promise.all(attempts.map(pay))
    expect(paid.reduce((sum, amount) => sum + amount, 0n)).toBe(1000n)
    expect(await accountsOf(db, provider)).toEqual({ promo_earned: 1000n })
  })
})

describe('the queue', () => {
  beforeEach(async () => {
    await db.run('UPDATE attempts SET loss_due = false')
  })
  const due = (attempt: TestAttempt) =>
    db.run('SELECT loss_due AS due FROM attempts WHERE id = $1', [attempt.attemptId])

  it('pays what is due, the longest waiting first, and each once', async () => {
    const first = await lost(await richUser(db), { state: 'failed' })
    const second = await lost(await richUser(db), { state: 'failed' })
    expect(await payNextLoss(db)).toBe(first.attemptId)
    expect(await payNextLoss(db)).toBe(second.attemptId)
    expect(await payNextLoss(db)).toBeNull()
    expect(await accountsOf(db, provider)).toEqual({ promo_earned: 600n })
  })

  it('goes past a call that can never be paid, and leaves word of it', async () => {
    const broken = await lost(await richUser(db), { state: 'failed' })
    const nobody = '00000000-0000-4000-8000-000000000001'
    await db.run('UPDATE attempts SET resource_id = $2 WHERE id = $1', [broken.attemptId, nobody])
    const sound = await lost(await richUser(db), { state: 'failed' })
    expect(await payNextLoss(db)).toBe(broken.attemptId)
    expect(await payNextLoss(db)).toBe(sound.attemptId)
    expect(await due(broken)).toEqual([{ due: false }])
    expect(await accountsOf(db, provider)).toEqual({ promo_earned: 300n })
    const [word] = await db.run(
      `SELECT detail ->> 'message' AS message FROM audit_events WHERE action = 'loss.failed' AND subject_id = $1`,
      [broken.attemptId],
    )
    expect(word).toEqual({ message: 'NOT_FOUND' })
    await db.run('UPDATE attempts SET resource_id = $2 WHERE id = $1', [
      broken.attemptId,
      resourceId,
    ])
  })
})

it('leaves every invariant true', async () => {
  const broken = (await verifyLedger(db.worker)).filter(({ holds }) => !holds)
  expect(broken.map(({ id }) => id)).toEqual([])
})
