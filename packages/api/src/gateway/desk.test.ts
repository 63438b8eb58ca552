import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getOverview } from '../admin/get-overview.ts'
import { addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { type TestUser, userCtx } from '../testing/contexts.ts'
import { addResource, newKey, shownTerms } from '../testing/deposit-key.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { acceptWarranty } from './accept-warranty.ts'
import { beginDeposit } from './begin-deposit.ts'
import { decideAccountReview } from './decide-account-review.ts'
import { getResource } from './get-resource.ts'
import { getWarranty } from './get-warranty.ts'
import { listAccountReviews } from './list-account-reviews.ts'
import { listDepositPolicies } from './list-deposit-policies.ts'
import { resumeResource } from './resume-resource.ts'
import { setDepositPolicy } from './set-deposit-policy.ts'

let t: TestDeps
let admin: TestUser
beforeAll(async () => {
  t = await createTestDeps()
  admin = await addUser(t, 'admin')
})
afterAll(() => t.close())

const desk = () => userCtx(t.deps, admin)
const provider = () => addUser(t, 'provider')
const begin = (owner: TestUser, kind: 'deposited_key' | 'own_key') =>
  beginDeposit(userCtx(t.deps, owner), {
    clientId: randomUUID(),
    upstreamId: 'stability',
    name: 'Studio key',
    kind,
    ...shownTerms('Stability AI'),
  })
const decided = (open: boolean, clientId: string = randomUUID()) =>
  setDepositPolicy(desk(), { clientId, upstreamId: 'stability', open, reason: 'its terms' })
const policy = async () => {
  const { upstreams } = await listDepositPolicies(desk())
  return upstreams.find(({ id }) => id === 'stability')
}
const audits = async (action: string) => {
  const text = `SELECT actor_id, detail FROM audit_events WHERE action = $1 ORDER BY id`
  return (await t.admin.query(text, [action])).rows
}

test('closes deposits with a reason, and never keys for their owners’ own tasks', async () => {
  const owner = await provider()
  const clientId = randomUUID()
  await decided(false, clientId)
  await decided(false, clientId)
  expect(await policy()).toMatchObject({ open: false, reason: 'its terms' })
  expect(await codeOf(begin(owner, 'deposited_key'))).toBe('DEPOSIT_CLOSED')
  const { resourceId } = await begin(owner, 'own_key')
  const { rows } = await t.admin.query('SELECT kind FROM resources WHERE id = $1', [resourceId])
  expect(rows).toEqual([{ kind: 'own_key' }])
  expect(await audits('gateway.set_deposit_policy')).toEqual([
    { actor_id: admin.id, detail: { from: true, to: false, reason: 'its terms' } },
  ])
  await decided(true)
  await begin(owner, 'deposited_key')
  expect(await policy()).toMatchObject({ open: true })
})

test('lets nobody but an active admin decide on deposits, by the door itself', async () => {
  const owner = await provider()
  const door = {
    name: 'test_policy',
    text: `SELECT vault.set_deposit_policy($1::uuid, 'stability', false, 'because', 'test')`,
  }
  for (const who of [owner.id, null, randomUUID()])
    await expect(t.deps.sql.query(door, [who])).rejects.toThrow('FORBIDDEN')
  expect(await policy()).toMatchObject({ open: true })
  const input = { clientId: randomUUID(), upstreamId: 'nobody', open: true, reason: 'no such' }
  expect(await codeOf(setDepositPolicy(desk(), input))).toBe('NOT_FOUND')
})

/** One vendor account behind two keys of two owners. */
async function shared() {
  const account = `sk-sim-shared-${randomUUID().slice(0, 8)}`
  const [first, second] = [await provider(), await provider()]
  const one = await addResource(t, first, `${account}-a`)
  const two = await addResource(t, second, `${account}-b`).catch(() => null)
  const { rows } = await t.admin.query(
    `SELECT r.id, r.status, r.status_reason AS reason, r.owner_id AS owner FROM resources r
     WHERE r.owner_id = ANY ($1::uuid[]) ORDER BY r.created_at`,
    [[first.id, second.id]],
  )
  return { first, second, one, two, rows }
}
const open = async () => (await listAccountReviews(desk(), { limit: 100, state: 'open' })).reviews

test('pauses an upstream account of two owners for a review, which an admin clears', async () => {
  const { first, second, one, rows } = await shared()
  expect(rows.map(({ status, reason }) => [status, reason])).toEqual([
    ['paused', 'shared_account'],
    ['paused', 'shared_account'],
  ])
  const resume = resumeResource(userCtx(t.deps, first), { resourceId: one })
  expect(await codeOf(resume)).toBe('RESOURCE_DISABLED')
  const [review] = await open()
  expect(review?.resources.map(({ ownerId }) => ownerId)).toEqual([first.id, second.id])
  const word = {
    clientId: randomUUID(),
    reviewId: review?.id ?? '',
    decision: 'cleared' as const,
    reason: 'one company',
  }
  const { sharedAccounts: before } = await getOverview(desk())
  await decideAccountReview(desk(), word)
  await decideAccountReview(desk(), word)
  expect((await getOverview(desk())).sharedAccounts).toBe(before - 1)
  expect(await open()).toEqual([])
  expect(await resumeResource(userCtx(t.deps, first), { resourceId: one })).toMatchObject({
    status: 'active',
  })
  const again = { ...word, clientId: randomUUID(), decision: 'refused' as const }
  expect(await codeOf(decideAccountReview(desk(), again))).toBe('STATE_CHANGED')
  const unknown = { ...word, clientId: randomUUID(), reviewId: randomUUID() }
  expect(await codeOf(decideAccountReview(desk(), unknown))).toBe('NOT_FOUND')
  expect((await audits('gateway.decide_account_review')).length).toBe(1)
})

test('asks again when a third owner comes, not when one of the two brings another key', async () => {
  const account = `sk-sim-shared-${randomUUID().slice(0, 8)}`
  const [first, second, third] = [await provider(), await provider(), await provider()]
  const reviews = async () => (await open()).length
  await addResource(t, first, `${account}-a`)
  await addResource(t, second, `${account}-b`).catch(() => null)
  const [review] = await open()
  await decideAccountReview(desk(), {
    clientId: randomUUID(),
    reviewId: review?.id ?? '',
    decision: 'cleared',
    reason: 'one company',
  })
  const more = await addResource(t, second, `${account}-c`)
  expect(await reviews()).toBe(0)
  expect(await getResource(userCtx(t.deps, second), { resourceId: more })).toMatchObject({
    status: 'active',
  })
  await addResource(t, third, `${account}-d`).catch(() => null)
  expect(await reviews()).toBe(1)
  expect(await getResource(userCtx(t.deps, second), { resourceId: more })).toMatchObject({
    status: 'paused',
    statusReason: 'shared_account',
  })
})

test('disables what an admin refuses', async () => {
  const { first, one } = await shared()
  const [review] = await open()
  await decideAccountReview(desk(), {
    clientId: randomUUID(),
    reviewId: review?.id ?? '',
    decision: 'refused',
    reason: 'a shared key',
  })
  expect(await getResource(userCtx(t.deps, first), { resourceId: one })).toMatchObject({
    status: 'disabled',
    statusReason: 'shared_account',
  })
})

test('keeps which text was accepted, and in which language', async () => {
  const owner = await provider()
  const zh = { ...userCtx(t.deps, owner), locale: 'zh-CN' as const }
  const notice = await getWarranty(zh, { upstreamId: 'stability' })
  expect(notice.points.join()).toContain('条款')
  const { resourceId } = await beginDeposit(zh, {
    clientId: randomUUID(),
    upstreamId: 'stability',
    name: 'Studio key',
    kind: 'deposited_key',
    warrantyVersion: notice.version,
    warrantyHash: notice.textHash,
  })
  const { rows } = await t.admin.query(
    `SELECT version, text_hash, locale, user_id FROM warranty_acceptances WHERE resource_id = $1`,
    [resourceId],
  )
  expect(rows).toEqual([
    { version: '2026-11', text_hash: notice.textHash, locale: 'zh', user_id: owner.id },
  ])
})

test('refuses a text that nobody was shown', async () => {
  const owner = await provider()
  const input = {
    clientId: randomUUID(),
    upstreamId: 'stability',
    name: 'Studio key',
    kind: 'deposited_key' as const,
    warrantyVersion: '2026-11',
    warrantyHash: 'a'.repeat(64),
  }
  expect(await codeOf(beginDeposit(userCtx(t.deps, owner), input))).toBe('TERMS_REQUIRED')
})

test('asks for a newer notice before a paused key goes live again', async () => {
  const owner = await provider()
  const ctx = userCtx(t.deps, owner)
  const resourceId = await addResource(t, owner, newKey())
  await t.admin.query(
    `UPDATE resources SET warranty_version = '2025-01', status = 'paused', status_reason = 'owner' WHERE id = $1`,
    [resourceId],
  )
  expect(await getResource(ctx, { resourceId })).toMatchObject({ termsChanged: true })
  expect(await codeOf(resumeResource(ctx, { resourceId }))).toBe('TERMS_REQUIRED')
  await acceptWarranty(ctx, { resourceId, ...shownTerms('Stability AI') })
  expect(await getResource(ctx, { resourceId })).toMatchObject({ termsChanged: false })
  expect(await resumeResource(ctx, { resourceId })).toMatchObject({ status: 'active' })
})
