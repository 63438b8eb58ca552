import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCredits, addUser } from '../testing/arrange.ts'
import { userCtx } from '../testing/contexts.ts'
import { signUpVerified } from '../testing/sign-up.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { getBalances } from './get-balances.ts'
import { listStatement } from './list-statement.ts'
import { statementInput, statementOutput } from './schemas.ts'

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
