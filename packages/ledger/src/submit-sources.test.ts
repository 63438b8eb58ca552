import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { grantBonus } from './grant-bonus.ts'
import { submit } from './submit.ts'
import { addCredits, addRun, addUser, credits, richUser, runOf } from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'
import { accountsOf, refusalOf, statementOf } from './testing/look.ts'

const DAY_MS = 86_400_000
let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

const tasksOf = (runId: string) =>
  db.run('SELECT * FROM tasks WHERE run_id = $1 ORDER BY index', [runId])

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
    const user = await richUser(db)
    expect(await keyed(user, 3)).toEqual([0n, 1n, 2n])
    expect(await keyed(user, 2)).toEqual([3n, 4n])
    expect(await keyed(user, 2, 'stability:ultra')).toEqual([0n, 1n])
  })

  it('start a newcomer at the model’s virtual time, so that a long queue is not in front', async () => {
    const busy = await richUser(db)
    await keyed(busy, 8)
    await db.run(`INSERT INTO model_clocks (model_id, virtual_time) VALUES ('stability:core', 5)`)
    const newcomer = await richUser(db)
    expect(await keyed(newcomer, 2)).toEqual([5n, 6n])
    expect(await keyed(busy, 1)).toEqual([8n])
    await db.run(`DELETE FROM model_clocks`)
  })
})
