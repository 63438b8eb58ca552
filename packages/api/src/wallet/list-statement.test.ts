import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addCredits, addUser } from '../testing/arrange.ts'
import { userCtx } from '../testing/contexts.ts'
import { signUpVerified } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { getBalances } from './get-balances.ts'
import { listStatement } from './list-statement.ts'
import { deliverImages } from './testing/deliver-images.ts'
import { statementInput, statementOutput } from './statement-schemas.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const all = { types: [], limit: 30 }

test('shows what came in, with the balance after each line', async () => {
  const user = await signUpVerified(t)
  await addCredits(t, user, 100)
  const page = statementOutput.parse(await listStatement(userCtx(t.deps, user), all))
  expect(page.more).toBe(false)
  expect(page.lines).toMatchObject([
    { type: 'recharge', amount: 10_000n, spendableAfter: 12_000n, heldAfter: 0n },
    { type: 'bonus', amount: 2_000n, spendableAfter: 2_000n, heldAfter: 0n },
  ])
  const { spendable } = await getBalances(userCtx(t.deps, user))
  expect(spendable).toBe(page.lines[0]?.spendableAfter)
})

test('shows nobody the lines of somebody else', async () => {
  await addCredits(t, await addUser(t), 100)
  expect(await listStatement(userCtx(t.deps, await addUser(t)), all)).toEqual({
    lines: [],
    more: false,
  })
})

test('keeps its pages while new lines come in', async () => {
  const user = await addUser(t)
  const ctx = userCtx(t.deps, user)
  for (let count = 0; count < 5; count += 1) await addCredits(t, user, 100)
  const seen = []
  const first = await listStatement(ctx, { types: [], limit: 2 })
  seen.push(...first.lines)
  await addCredits(t, user, 500)
  let more = first.more
  while (more) {
    const page = await listStatement(ctx, { types: [], limit: 2, before: seen.at(-1)?.id })
    seen.push(...page.lines)
    more = page.more
  }
  expect(seen.map(({ amount }) => amount)).toEqual(Array.from({ length: 5 }, () => 10_000n))
  expect(seen.map(({ spendableAfter }) => spendableAfter)).toEqual([
    50_000n,
    40_000n,
    30_000n,
    20_000n,
    10_000n,
  ])
})

test('filters by type across pages', async () => {
  const user = await signUpVerified(t)
  const ctx = userCtx(t.deps, user)
  for (let count = 0; count < 3; count += 1) await addCredits(t, user, 100)
  const first = await listStatement(ctx, { types: ['recharge'], limit: 2 })
  expect(first).toMatchObject({ more: true, lines: [{ type: 'recharge' }, { type: 'recharge' }] })
  const before = first.lines.at(-1)?.id
  expect(
    await listStatement(ctx, { types: ['recharge', 'bonus'], limit: 2, before }),
  ).toMatchObject({
    more: false,
    lines: [{ type: 'recharge' }, { type: 'bonus' }],
  })
  expect((await listStatement(ctx, { types: ['chargeback'], limit: 2 })).lines).toEqual([])
})

test.each([
  ['a page of nothing', { limit: 0 }],
  ['a page of everything', { limit: 101 }],
  ['a type of one’s own', { types: ['everything'] }],
  ['a number past the database’s', { before: 2n ** 63n }],
  ['a negative number', { before: -1n }],
  ['somebody else', { userId: '0' }],
])('refuses to ask for %s', (_name, input) => {
  expect(statementInput.safeParse(input).success).toBe(false)
})

describe('a period', () => {
  test('holds exactly the lines of its days, however they are paged', async () => {
    const user = await addUser(t)
    const ctx = userCtx(t.deps, user)
    for (let day = 0; day < 12; day += 1) await lineAt(user, `2026-03-${10 + day}T10:00:00Z`, day)
    const period = {
      from: new Date('2026-03-12T10:00:00Z'),
      until: new Date('2026-03-18T10:00:00Z'),
    }
    const seen = []
    let more = true
    while (more) {
      const before = seen.at(-1)?.id
      const page = await listStatement(ctx, { ...all, ...period, limit: 4, before })
      seen.push(...page.lines)
      more = page.more
    }
    expect(seen.map(({ amount }) => Number(amount))).toEqual([7, 6, 5, 4, 3, 2])
    const types = ['bonus' as const, 'bonus' as const]
    expect((await listStatement(ctx, { ...all, ...period, types })).lines).toHaveLength(6)
    expect((await listStatement(ctx, { ...all, ...period, types: ['earn'] })).lines).toEqual([])
  })

  test('finds lines whose ids and times are a little out of step', async () => {
    const user = await addUser(t)
    await lineAt(user, '2026-03-10T10:00:05Z', 1)
    await lineAt(user, '2026-03-10T10:00:00Z', 2)
    await lineAt(user, '2026-03-10T10:00:04Z', 3)
    const found = await listStatement(userCtx(t.deps, user), {
      ...all,
      from: new Date('2026-03-10T10:00:00Z'),
      until: new Date('2026-03-10T10:00:05Z'),
    })
    expect(found.lines.map(({ amount }) => Number(amount))).toEqual([3, 2])
  })

  test.each([
    ['before the first line', '2026-01-01', '2026-02-01'],
    ['after the last line', '2026-05-01', '2026-06-01'],
    ['that ends before it begins', '2026-05-01', '2026-01-01'],
  ])('%s is empty', async (_name, from, until) => {
    const user = await addUser(t)
    await lineAt(user, '2026-03-10T10:00:00Z', 1)
    const period = { from: new Date(from), until: new Date(until) }
    expect((await listStatement(userCtx(t.deps, user), { ...all, ...period })).lines).toEqual([])
  })

  test('of somebody without a line is empty', async () => {
    const ctx = userCtx(t.deps, await addUser(t))
    expect(await listStatement(ctx, { ...all, from: new Date('2026-01-01') })).toEqual({
      lines: [],
      more: false,
    })
  })
})

describe('what is about', () => {
  test('an order is its top-up, and nothing of it for anybody else', async () => {
    const user = await addUser(t)
    await addCredits(t, user, 100)
    await addCredits(t, user, 500)
    const { rows } = await t.admin.query<{ id: string }>(
      'SELECT id FROM orders WHERE user_id = $1 AND credits = 50000',
      [user.id],
    )
    const about = rows[0]?.id ?? ''
    const found = await listStatement(userCtx(t.deps, user), { ...all, about })
    expect(found.lines).toMatchObject([{ type: 'recharge', orderId: about, amount: 50_000n }])
    const stranger = await addUser(t)
    await addCredits(t, stranger, 100)
    expect((await listStatement(userCtx(t.deps, stranger), { ...all, about })).lines).toEqual([])
  })

  test('an image is its reservation, its price and what the provider earned, each to its own', async () => {
    const [user, owner] = [await addUser(t), await addUser(t, 'provider')]
    await addCredits(t, user, 100)
    const ctx = userCtx(t.deps, user)
    const { runId, taskIds } = await deliverImages(t, user, owner, { count: 2, deliver: 1 })
    const [done = '', waiting = ''] = taskIds
    const ofTask = await listStatement(ctx, { ...all, about: done })
    expect(ofTask.lines).toMatchObject([
      { type: 'consume', taskId: done, amount: -250n, spendableDelta: 50n, heldDelta: -300n },
      { type: 'hold', runId, amount: -600n, stillHeld: 300n, charged: 250n },
    ])
    expect((await listStatement(ctx, { ...all, about: runId })).lines).toEqual(ofTask.lines)
    const ofWaiting = await listStatement(ctx, { ...all, about: waiting })
    expect(ofWaiting.lines).toMatchObject([{ type: 'hold' }])
    const onlyPrice = await listStatement(ctx, { ...all, about: done, types: ['consume'] })
    expect(onlyPrice.lines).toHaveLength(1)

    const provider = userCtx(t.deps, owner)
    const earned = await listStatement(provider, { ...all, about: done })
    expect(earned.lines).toMatchObject([{ type: 'earn', amount: 200n, pendingAfter: 200n }])
    expect((await listStatement(provider, { ...all, about: runId })).lines).toEqual([])
  })
})

/** A line as the ledger would have written it then; its transfer is of no matter here. */
async function lineAt(user: { id: string }, at: string, amount: number): Promise<void> {
  await t.admin.query(
    `INSERT INTO statement_lines (user_id, transfer_id, type, amount, spendable_delta, held_delta, pending_delta,
       spendable_after, held_after, pending_after, description, created_at)
     VALUES ($1, $2, 'bonus', $3, $3, 0, 0, 0, 0, 0, 'email_verified', $4)`,
    [user.id, randomUUID(), amount, at],
  )
}
