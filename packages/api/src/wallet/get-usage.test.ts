import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { type TestUser, userCtx } from '../testing/contexts.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { getUsage } from './get-usage.ts'
import { usageInput, usageOutput } from './usage-schemas.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const march = { from: '2026-03-01', to: '2026-03-31', by: 'model' } as const

type Used = [day: string, modelId: string, amount: number, side?: string, resourceId?: string]
async function addUsage(user: TestUser, used: Used[]): Promise<void> {
  for (const [day, modelId, amount, side = 'spent', resourceId = randomUUID()] of used)
    await t.admin.query(
      `INSERT INTO usage_days (user_id, side, day, model_id, resource_id, tasks, amount) VALUES ($1, $2::usage_side, $3, $4, $5, 1, $6)`,
      [user.id, side, day, modelId, resourceId, amount],
    )
}

test('adds up a day’s resources by model, within the days that were asked for', async () => {
  const user = await addUser(t)
  await addUsage(user, [
    ['2026-02-28', 'core', 1],
    ['2026-03-01', 'core', 300],
    ['2026-03-01', 'core', 250],
    ['2026-03-31', 'ultra', 800],
    ['2026-04-01', 'core', 1],
    ['2026-03-05', 'core', 77, 'earned'],
  ])
  const usage = usageOutput.parse(
    await getUsage(userCtx(t.deps, user), { side: 'spent', ...march }),
  )
  expect(usage).toEqual({
    groups: [
      { id: 'ultra', name: null, tasks: 1, amount: 800n },
      { id: 'core', name: null, tasks: 2, amount: 550n },
    ],
    days: [
      { day: '2026-03-01', group: 1, tasks: 2, amount: 550n },
      { day: '2026-03-31', group: 0, tasks: 1, amount: 800n },
    ],
  })
})

test('counts all but the five largest together', async () => {
  const user = await addUser(t)
  await addUsage(
    user,
    Array.from({ length: 9 }, (_, at): Used => ['2026-03-02', `m${at}`, 100 * (at + 1)]),
  )
  const { groups, days } = await getUsage(userCtx(t.deps, user), { side: 'spent', ...march })
  expect(groups.map(({ id }) => id)).toEqual(['m8', 'm7', 'm6', 'm5', 'm4', null])
  expect(groups.at(-1)).toMatchObject({ tasks: 4, amount: 1_000n })
  expect(days).toHaveLength(6)
})

test('calls a provider’s resources by their names, and nobody else’s', async () => {
  const [user, other] = [await addUser(t, 'provider'), await addUser(t, 'provider')]
  const [own, foreign] = [await named(user, 'Night key'), await named(other, 'Secret key')]
  await addUsage(user, [
    ['2026-03-02', 'core', 200, 'earned', own],
    ['2026-03-02', 'core', 100, 'earned', foreign],
  ])
  const asked = { side: 'earned', ...march, by: 'resource' } as const
  expect(await getUsage(userCtx(t.deps, user), asked)).toMatchObject({
    groups: [
      { id: own, name: 'Night key' },
      { id: foreign, name: null },
    ],
  })
  expect(await getUsage(userCtx(t.deps, other), asked)).toEqual({ groups: [], days: [] })
})

async function named(owner: TestUser, name: string): Promise<string> {
  const id = randomUUID()
  await t.admin.query(
    `INSERT INTO resources (id, owner_id, client_id, request_hash, upstream_id, name, warranty_version, warranty_at, updated_at)
     VALUES ($1, $2, $3, repeat('0', 64), 'stability', $4, '2026-11', now(), now())`,
    [id, owner.id, randomUUID(), name],
  )
  return id
}

test('takes a year and a day, and no more', () => {
  const asked = (from: string, to: string, changes = {}) =>
    usageInput.safeParse({ side: 'spent', from, to, ...changes }).success
  expect(asked('2026-01-01', '2027-01-01')).toBe(true)
  expect(asked('2026-01-01', '2027-01-02')).toBe(false)
  expect(asked('2026-01-02', '2026-01-01')).toBe(false)
  expect(asked('2026-02-30', '2026-03-01')).toBe(false)
  expect(asked('2026-01-01', '2026-01-01', { by: 'resource' })).toBe(false)
})
