import { afterAll, beforeAll, expect, it } from 'vitest'
import { balanceAt, platformBalancesAt } from './balance-at.ts'
import { grantBonus } from './grant-bonus.ts'
import { mature } from './mature.ts'
import { rollUp } from './roll-up.ts'
import { settle } from './settle.ts'
import {
  addAttempt,
  addCredits,
  addResource,
  addRun,
  addUser,
  credits,
  delivered,
} from './testing/arrange.ts'
import { createLedgerDatabase, type LedgerDatabase } from './testing/ledger-database.ts'

const HOUR_MS = 3_600_000
const nothing = {
  available: 0n,
  bonus: 0n,
  promoEarned: 0n,
  earned: 0n,
  held: 0n,
  pending: 0n,
  debt: 0n,
}
let db: LedgerDatabase
beforeAll(async () => {
  db = await createLedgerDatabase()
})
afterAll(() => db.close())

async function now(): Promise<Date> {
  const [row] = await db.run<{ now: Date }>('SELECT clock_now() AS now')
  return row?.now ?? new Date(0)
}

it('answers what every account held at any moment of a story, whatever came later', async () => {
  const [consumer, provider] = [await addUser(db), await addUser(db)]
  const resourceId = await addResource(db, provider)
  const moments: Date[] = []
  const after = async (hours: number, act: () => Promise<unknown>) => {
    await db.setClock(hours * HOUR_MS)
    await act()
    moments.push(await now())
  }
  let taskId = ''
  await after(-100, () => addCredits(db, consumer, 100))
  await after(-90, () => grantBonus(db.web, { userId: consumer, reason: 'email_verified' }))
  await after(-80, async () => {
    ;[taskId = ''] = await addRun(db, consumer, { ceilings: [credits(30)] })
  })
  await rollUp(db.worker, { limit: 100 })
  await after(-79, async () => {
    const attempt = await addAttempt(db, taskId, { resourceId, price: credits(25) })
    await settle(db.worker, delivered(attempt))
  })
  await after(0, () => mature(db.worker, { limit: 100 }))
  const [bought, granted, held, settled, matured] = moments
  const of = (userId: string, at = new Date(0)) => balanceAt(db.web, { userId, at })
  const platform = async (at = new Date(0)) =>
    Object.fromEntries(
      (await platformBalancesAt(db.worker, at)).map(({ name, balance }) => [name, balance]),
    )

  expect(await of(consumer)).toEqual(nothing)
  expect(await of(consumer, bought)).toEqual({ ...nothing, available: 10_000n })
  expect(await of(consumer, granted)).toEqual({ ...nothing, available: 10_000n, bonus: 2000n })
  expect(await of(consumer, held)).toEqual({ ...nothing, available: 9000n, held: 3000n })
  expect(await of(consumer, settled)).toEqual({ ...nothing, available: 9500n })
  expect(await of(provider, held)).toEqual(nothing)
  expect(await of(provider, settled)).toEqual({ ...nothing, pending: 2000n })
  expect(await of(provider, matured)).toEqual({ ...nothing, promoEarned: 1600n, earned: 400n })

  const zero = { commission: 0n, bonus_expense: 0n, loss: 0n, 'clearing:sandbox': 0n }
  expect(await platform()).toEqual(zero)
  expect(await platform(bought)).toEqual({ ...zero, 'clearing:sandbox': -10_000n })
  const [start, end] = [await platform(held), await platform(settled)]
  expect(start).toEqual({ ...zero, 'clearing:sandbox': -10_000n, bonus_expense: -2000n })
  expect(end).toEqual({ ...start, commission: 500n })

  // At each moment all accounts together are zero: a transfer counts in all of them or in none.
  for (const at of moments) {
    const sides = [await of(consumer, at), await of(provider, at), await platform(at)]
    const total = sides.flatMap((side) => Object.values(side)).reduce((sum, one) => sum + one, 0n)
    expect(total).toBe(0n)
  }
})

it('finds zeros for nobody', async () => {
  const userId = '00000000-0000-4000-8000-000000000000'
  expect(await balanceAt(db.web, { userId, at: await now() })).toEqual(nothing)
})
