import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { type TestUser, userCtx } from '../testing/contexts.ts'
import { addResource, depositKey, shownTerms } from '../testing/deposit-key.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { beginDeposit } from './begin-deposit.ts'
import { deleteResource } from './delete-resource.ts'
import { getResource } from './get-resource.ts'
import { resumeResource } from './resume-resource.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const provider = () => addUser(t, 'provider')
const begin = (owner: TestUser, clientId: string = randomUUID()) =>
  beginDeposit(userCtx(t.deps, owner), {
    clientId,
    upstreamId: 'stability',
    name: 'Studio key',
    kind: 'deposited_key',
    ...shownTerms('Stability AI'),
  })

/** Sealed ones, as if they had come over many hours. */
async function own(owner: TestUser, count: number): Promise<void> {
  await t.admin.query(
    `WITH r AS (
       INSERT INTO resources (owner_id, client_id, request_hash, upstream_id, name, warranty_version, warranty_at)
       SELECT $1, gen_random_uuid(), repeat('0', 64), 'stability', 'Key', '2026-11', now() FROM generate_series(1, $2)
       RETURNING id)
     INSERT INTO credentials (id, resource_id, version, state, begin_expires_at)
     SELECT gen_random_uuid(), id, 1, 'refused', now() FROM r`,
    [owner.id, count],
  )
}

test('hands ten keys an hour of one owner to the upstream, and no more', async () => {
  const owner = await provider()
  for (let count = 0; count < 10; count += 1) await depositKey(t, owner)
  expect(await codeOf(depositKey(t, owner))).toBe('TOO_MANY_REQUESTS')
  await depositKey(t, await provider())
})

test('counts looking at a stopped key again like a deposit, and going live not at all', async () => {
  const owner = await provider()
  const ctx = userCtx(t.deps, owner)
  const resourceId = await addResource(t, owner)
  const stop = () =>
    t.admin.query(
      `UPDATE resources SET status = 'error', status_reason = 'KEY_REFUSED' WHERE id = $1`,
      [resourceId],
    )
  for (let count = 0; count < 9; count += 1) {
    await stop()
    expect((await resumeResource(ctx, { resourceId })).status).toBe('verifying')
  }
  await stop()
  expect(await codeOf(resumeResource(ctx, { resourceId }))).toBe('TOO_MANY_REQUESTS')
  expect(await getResource(ctx, { resourceId })).toMatchObject({ status: 'error' })
  await t.admin.query(`UPDATE resources SET status = 'paused' WHERE id = $1`, [resourceId])
  expect((await resumeResource(ctx, { resourceId })).status).toBe('active')
})

test('keeps fifty resources of one owner, and a deleted one makes room', async () => {
  const owner = await provider()
  await own(owner, 49)
  const clientId = randomUUID()
  const last = await begin(owner, clientId)
  await expect(begin(owner)).rejects.toMatchObject({
    code: 'TOO_MANY_RESOURCES',
    params: { limit: 50 },
  })
  expect(await begin(owner, clientId)).toEqual(last)
  await begin(await provider())
  await deleteResource(userCtx(t.deps, owner), { resourceId: last.resourceId })
  await begin(owner)
})

test('does not pass fifty when several are opened at once', async () => {
  const owner = await provider()
  await own(owner, 49)
  const answers = await Promise.allSettled([1, 2, 3, 4].map(() => begin(owner)))
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('takes the last place once, however often the same request comes at once', async () => {
  const owner = await provider()
  await own(owner, 49)
  const clientId = randomUUID()
  const answers = await Promise.all([1, 2, 3, 4].map(() => begin(owner, clientId)))
  expect(new Set(answers.map(({ resourceId }) => resourceId)).size).toBe(1)
})

test('does not count a deposit that was never finished once its time is over', async () => {
  const owner = await provider()
  await own(owner, 49)
  await begin(owner)
  expect(await codeOf(begin(owner))).toBe('TOO_MANY_RESOURCES')
  await t.clock.advance(30 * 60_000)
  await begin(owner)
})
