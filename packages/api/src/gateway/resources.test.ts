import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UserCtx } from '../context.ts'
import { addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { type TestUser, userCtx } from '../testing/contexts.ts'
import { addResource, depositKey } from '../testing/deposit-key.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { deleteResource } from './delete-resource.ts'
import { getResource } from './get-resource.ts'
import { getVerification } from './get-verification.ts'
import { listResources } from './list-resources.ts'
import { pauseResource } from './pause-resource.ts'
import { resumeResource } from './resume-resource.ts'
import { resourceView, updateResourceInput } from './schemas.ts'
import { updateResource } from './update-resource.ts'

let t: TestDeps
let owner: TestUser
let ctx: UserCtx
let resourceId: string
beforeAll(async () => {
  t = await createTestDeps()
  owner = await addUser(t, 'provider')
  ctx = userCtx(t.deps, owner)
  resourceId = await addResource(t, owner)
})
afterAll(() => t.close())

test('shows its owner everything but the key', async () => {
  const view = resourceView.parse(await getResource(ctx, { resourceId }))
  expect(view).toMatchObject({
    upstreamName: 'Stability AI',
    priceE4: 10_000n,
    dailyLimitE4: 100_000_000n,
    monthlyLimitE4: 1_000_000_000n,
    concurrencyLimit: 5,
    usedTodayE4: 0n,
    inFlight: 0,
  })
  expect(view.maskedTail).toMatch(/^…[0-9a-f]{4}$/)
  expect(view.hours).toHaveLength(24)
})

test('is found by its owner alone, whatever they want of it', async () => {
  const stranger = userCtx(t.deps, await addUser(t, 'provider'))
  for (const caller of [stranger, ctx])
    for (const verb of [
      getResource,
      getVerification,
      pauseResource,
      resumeResource,
      deleteResource,
      updateResource,
    ])
      expect(
        await codeOf(verb(caller, { resourceId: caller === stranger ? resourceId : randomUUID() })),
        verb.name,
      ).toBe('NOT_FOUND')
  expect((await listResources(stranger, { limit: 30 })).resources).toEqual([])
  expect(await getResource(ctx, { resourceId })).toMatchObject({ status: 'active' })
})

test('pauses and goes live, once or twice', async () => {
  for (let round = 0; round < 2; round += 1)
    expect(await pauseResource(ctx, { resourceId })).toMatchObject({
      status: 'paused',
      statusReason: 'owner',
    })
  for (let round = 0; round < 2; round += 1)
    expect(await resumeResource(ctx, { resourceId })).toMatchObject({
      status: 'active',
      statusReason: null,
    })
  await pauseResource(ctx, { resourceId })
  const many = await Promise.all([1, 2, 3].map(() => resumeResource(ctx, { resourceId })))
  expect(many.map(({ status }) => status)).toEqual(['active', 'active', 'active'])
  const { rows } = await t.admin.query(
    `SELECT action FROM audit_events WHERE subject_id = $1 AND action IN ('gateway.pause', 'gateway.resume') ORDER BY id`,
    [resourceId],
  )
  // One line each, however often it was asked for; the first is from when it was set up.
  const actions = rows.map(({ action }) => action.replace('gateway.', ''))
  expect(actions).toEqual(['resume', 'pause', 'resume', 'pause', 'resume'])
})

test('does not go live for a frozen owner, before it is verified, or past an admin', async () => {
  const frozen = userCtx(t.deps, owner, { status: 'frozen' })
  expect(await codeOf(resumeResource(frozen, { resourceId }))).toBe('ACCOUNT_FROZEN')
  const waiting = await depositKey(t, owner)
  expect(await codeOf(resumeResource(ctx, waiting))).toBe('RESOURCE_NOT_READY')
  expect(await codeOf(pauseResource(ctx, waiting))).toBe('RESOURCE_NOT_READY')
  const disabled = await addResource(t, owner)
  await t.admin.query(`UPDATE resources SET status = 'disabled' WHERE id = $1`, [disabled])
  expect(await codeOf(resumeResource(ctx, { resourceId: disabled }))).toBe('RESOURCE_DISABLED')
  expect(await codeOf(pauseResource(ctx, { resourceId: disabled }))).toBe('RESOURCE_NOT_READY')
})

test('changes what is given and leaves the rest', async () => {
  const change = {
    name: 'Night key',
    priceE4: 12_500n,
    concurrencyLimit: 2,
    hours: [0, 1, 23, 1],
    modelIds: ['stability:core', 'stability:core'],
  }
  expect(await updateResource(ctx, { resourceId, ...change })).toMatchObject({
    ...change,
    hours: [0, 1, 23],
    modelIds: ['stability:core'],
    dailyLimitE4: 100_000_000n,
    status: 'active',
  })
  const before = await getResource(ctx, { resourceId })
  expect(await updateResource(ctx, { resourceId })).toEqual(before)
})

test('refuses models that the upstream does not have', async () => {
  for (const modelIds of [['stability:nothing'], ['stability:core', 'openai:gpt-image']])
    expect(await codeOf(updateResource(ctx, { resourceId, modelIds }))).toBe('MODEL_UNAVAILABLE')
})

test.each([
  ['a price below 0.1', { priceE4: 999n }],
  ['a price above 10', { priceE4: 100_001n }],
  ['no room at all', { concurrencyLimit: 0 }],
  ['a negative limit', { dailyLimitE4: -1n }],
  ['a limit past counting', { monthlyLimitE4: 10n ** 30n }],
  ['no hour', { hours: [] }],
  ['a 25th hour', { hours: [24] }],
  ['an empty name', { name: '  ' }],
  ['a name that hides', { name: 'a\u202eb' }],
  ['a status', { status: 'active' }],
  ['an owner', { ownerId: randomUUID() }],
  ['a number for a bigint', { priceE4: 10_000 }],
])('refuses %s', (_name, wrong) => {
  expect(updateResourceInput.safeParse({ resourceId: randomUUID(), ...wrong }).success).toBe(false)
})

test('what the schema lets through, the database takes', async () => {
  const most = {
    priceE4: 100_000n,
    concurrencyLimit: 100,
    requestsPerMinute: 6000,
    dailyLimitE4: 10n ** 12n,
  }
  const least = { priceE4: 1_000n, concurrencyLimit: 1, requestsPerMinute: 1, dailyLimitE4: 0n }
  for (const bounds of [most, least]) {
    const input = updateResourceInput.parse({ resourceId, ...bounds })
    expect(await updateResource(ctx, input)).toMatchObject(bounds)
  }
})

test('lists them newest first, a page at a time', async () => {
  const user = await addUser(t, 'provider')
  const ids: string[] = []
  for (let count = 0; count < 3; count += 1) ids.unshift((await depositKey(t, user)).resourceId)
  const own = userCtx(t.deps, user)
  const first = await listResources(own, { limit: 2 })
  expect(first.resources.map(({ id }) => id)).toEqual(ids.slice(0, 2))
  expect(first.more).toBe(true)
  const last = await listResources(own, { before: ids[1], limit: 2 })
  expect(last).toMatchObject({ more: false, resources: [{ id: ids[2] }] })
})

test('counts usage of today and this month only', async () => {
  await t.admin.query(
    `UPDATE resource_counters SET day = $2::date, day_used_e4 = 5, month = date_trunc('month', $2::date), month_used_e4 = 9
     WHERE resource_id = $1`,
    [resourceId, t.clock.now().toISOString().slice(0, 10)],
  )
  const used = async () => {
    const { usedTodayE4, usedThisMonthE4 } = await getResource(ctx, { resourceId })
    return [usedTodayE4, usedThisMonthE4]
  }
  expect(await used()).toEqual([5n, 9n])
  await t.admin.query(
    `UPDATE resource_counters SET day = day - 40, month = month - interval '2 months' WHERE resource_id = $1`,
    [resourceId],
  )
  expect(await used()).toEqual([0n, 0n])
})

test('destroys the sealed key with the resource', async () => {
  const gone = await addResource(t, owner)
  expect(await deleteResource(ctx, { resourceId: gone })).toEqual({ done: true })
  const { rows } = await t.admin.query('SELECT * FROM credentials WHERE resource_id = $1', [gone])
  expect(rows).toMatchObject([{ state: 'destroyed', sealed: null, destroyed_at: expect.any(Date) }])
  for (const verb of [getResource, deleteResource, resumeResource])
    expect(await codeOf(verb(ctx, { resourceId: gone }))).toBe('NOT_FOUND')
  const { resources } = await listResources(ctx, { limit: 100 })
  expect(resources.map(({ id }) => id)).not.toContain(gone)
})
