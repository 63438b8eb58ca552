import { randomUUID } from 'node:crypto'
import { TRPCError } from '@trpc/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appRouter, createCaller } from './app-router.ts'
import type { RequestCtx } from './context.ts'
import { asDomainError } from './domain-error.ts'
import { addUser } from './testing/arrange.ts'
import { addBelongings } from './testing/belongings.ts'
import { anyoneCtx, type TestUser, userCtx, workerCtx } from './testing/contexts.ts'
import { shownTerms } from './testing/deposit-key.ts'
import { fieldsOf, proceduresOf } from './testing/procedures-of.ts'
import { createTestDeps, type TestDeps } from './testing/test-deps.ts'
import { createWorkerCaller, workerRouter } from './worker-router.ts'

/**
 * Every procedure, called by every kind of caller with an input that no schema takes: who may not call is
 * told so first, who may gets as far as INPUT_INVALID. So the matrix has no effects and misses no procedure.
 */
let t: TestDeps
let users: Record<'consumer' | 'provider' | 'admin', TestUser>
beforeAll(async () => {
  t = await createTestDeps()
  users = {
    consumer: await addUser(t),
    provider: await addUser(t, 'provider'),
    admin: await addUser(t, 'admin'),
  }
})
afterAll(() => t.close())

type Policy = 'anyone' | 'user' | 'provider' | 'admin'
const procedures = proceduresOf(appRouter)

const allowed = 'INPUT_INVALID'
const callers: Record<string, { ctx: () => RequestCtx; told: Record<Policy, string> }> = {
  anonymous: {
    ctx: () => anyoneCtx(t.deps),
    told: {
      anyone: allowed,
      user: 'UNAUTHENTICATED',
      provider: 'UNAUTHENTICATED',
      admin: 'UNAUTHENTICATED',
    },
  },
  consumer: {
    ctx: () => userCtx(t.deps, users.consumer),
    told: { anyone: allowed, user: allowed, provider: 'FORBIDDEN', admin: 'FORBIDDEN' },
  },
  provider: {
    ctx: () => userCtx(t.deps, users.provider),
    told: { anyone: allowed, user: allowed, provider: allowed, admin: 'FORBIDDEN' },
  },
  admin: {
    ctx: () => userCtx(t.deps, users.admin),
    told: { anyone: allowed, user: allowed, provider: 'FORBIDDEN', admin: allowed },
  },
  'frozen provider': {
    ctx: () => userCtx(t.deps, users.provider, { status: 'frozen' }),
    told: { anyone: allowed, user: allowed, provider: allowed, admin: 'FORBIDDEN' },
  },
  'frozen admin': {
    ctx: () => userCtx(t.deps, users.admin, { status: 'frozen' }),
    told: { anyone: allowed, user: allowed, provider: 'FORBIDDEN', admin: 'ACCOUNT_FROZEN' },
  },
  'disabled admin': {
    ctx: () => userCtx(t.deps, users.admin, { status: 'disabled' }),
    told: {
      anyone: allowed,
      user: 'ACCOUNT_DISABLED',
      provider: 'ACCOUNT_DISABLED',
      admin: 'ACCOUNT_DISABLED',
    },
  },
  worker: {
    ctx: () => workerCtx(t.deps),
    told: {
      anyone: allowed,
      user: 'UNAUTHENTICATED',
      provider: 'UNAUTHENTICATED',
      admin: 'UNAUTHENTICATED',
    },
  },
}

/** The code that a call ends with; `ok` when it is answered. */
async function codeOfCall(caller: object, path: string, input: unknown): Promise<string> {
  const [slice = '', name = ''] = path.split('.')
  const procedure: unknown = Reflect.get(Reflect.get(caller, slice), name)
  if (typeof procedure !== 'function') throw new Error(`${path} cannot be called`)
  try {
    await procedure(input)
    return 'ok'
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    return asDomainError(error.cause)?.code ?? (error.code === 'BAD_REQUEST' ? allowed : error.code)
  }
}

const nonsense = { not: 'an input of anything' }

describe.each(Object.keys(callers))('%s', (name) => {
  test.each(procedures)('$path ($policy)', async ({ path, policy }) => {
    const caller = callers[name]
    if (caller === undefined) throw new Error(name)
    const told = await codeOfCall(createCaller(caller.ctx()), path, nonsense)
    expect(told).toBe(caller.told[policy as Policy])
  })

  test('reaches no system procedure, but for a worker', async () => {
    const caller = callers[name]
    if (caller === undefined) throw new Error(name)
    const worker = createWorkerCaller(caller.ctx())
    const told = name === 'worker' ? allowed : 'NOT_FOUND'
    for (const { path } of proceduresOf(workerRouter))
      expect([path, await codeOfCall(worker, path, nonsense)]).toEqual([path, told])
  })
})

const idField =
  /^(id|(resource|order|session|credential|task|run|image|user|attempt|account|dispute|picture|incident|refund|adjustment)Id)$/

describe('what belongs to somebody else', () => {
  const withId = (ids: Record<string, string>): Record<string, Record<string, unknown>> => {
    const { resourceId, orderId, sessionId, credentialId, taskId, runId, imageId, disputeId } = ids
    const { pictureId } = ids
    const sealed = `af1.${t.deps.vaultPublicKey.keyId}.${'a'.repeat(87)}.${'b'.repeat(60)}`
    return {
      'identity.revokeSession': { sessionId },
      'wallet.order': { orderId },
      'wallet.checkOrder': { orderId },
      'wallet.openOrder': { orderId },
      'gateway.completeDeposit': { credentialId, sealed, maskedTail: '…abcd' },
      'gateway.verification': { resourceId },
      'gateway.resource': { resourceId },
      'gateway.updateResource': { resourceId, name: 'mine now' },
      'gateway.pauseResource': { resourceId },
      'gateway.resumeResource': { resourceId },
      'gateway.deleteResource': { resourceId },
      'gateway.acceptWarranty': { resourceId, ...shownTerms('Stability AI') },
      'gateway.beginRotation': { resourceId },
      'gateway.keyVersions': { resourceId },
      'gateway.declareBudget': { resourceId, budgetE4: 1n },
      'gateway.receipts': { resourceId },
      'gateway.verifyReceipts': { resourceId, after: 0n },
      'gateway.drift': { resourceId },
      'gateway.acknowledgeDrift': { resourceId, findingId: randomUUID() },
      'gateway.stopResources': { resourceId },
      'tasks.cancel': { taskId },
      'tasks.run': { runId },
      'tasks.task': { taskId },
      'tasks.favourite': { imageId, favourite: true },
      'tasks.deleteImage': { imageId },
      'tasks.downloadImage': { imageId, mark: false },
      'tasks.deleteReferencePicture': { pictureId },
      'tasks.inputPicture': { kind: 'result', id: imageId },
      'tasks.resourceUses': { resourceId },
      'tasks.why': { taskId },
      'tasks.whyNotMine': { resourceId },
      'disputes.window': { taskId },
      'disputes.open': { clientId: randomUUID(), taskId, type: 'other', description },
      'disputes.withdraw': { disputeId },
      'disputes.dispute': { disputeId },
    }
  }
  const description = 'this is not what I asked for'

  test('is not found, just like what does not exist, and stays as it is', async () => {
    const theirs = await addBelongings(t, users.provider)
    const stranger = createCaller(userCtx(t.deps, await addUser(t, 'provider')))
    const nothing = Object.fromEntries(Object.keys(theirs).map((name) => [name, randomUUID()]))
    const before = await snapshot()
    for (const ids of [theirs, nothing])
      for (const [path, input] of Object.entries(withId(ids)))
        expect([path, await codeOfCall(stranger, path, input)]).toEqual([path, 'NOT_FOUND'])
    expect(await snapshot()).toEqual(before)
  })

  test('is looked for by every procedure that takes an id', () => {
    const taking = procedures.filter(
      ({ policy, inputs }) =>
        policy !== 'admin' && fieldsOf(inputs[0]).some((name) => idField.test(name)),
    )
    const known = Object.keys(withId({}))
    expect(taking.map(({ path }) => path).toSorted()).toEqual(known.toSorted())
  })

  const ofNobody = (): Record<string, Record<string, unknown>> => {
    const clientId = randomUUID()
    const id = randomUUID()
    const reason = 'somebody asked for it'
    const reviewed = { clientId, reason }
    const decided = { disputeId: id, decision: 'refund_full' }
    return {
      'admin.dispute': { disputeId: id },
      'admin.previewDecision': decided,
      'admin.decideDispute': { ...decided, clientId, resolution: description },
      'admin.approveDecision': { ...reviewed, disputeId: id },
      'admin.refuseDecision': { ...reviewed, disputeId: id },
      'admin.order': { orderId: id },
      'admin.resolveIncident': { clientId, incidentId: id, action: 'dismiss', note: reason },
      'admin.requestRefund': { ...reviewed, orderId: id },
      'admin.approveRefund': { ...reviewed, refundId: id },
      'admin.refuseRefund': { ...reviewed, refundId: id },
      'admin.user': { userId: id },
      'admin.setUserStatus': { ...reviewed, userId: id, status: 'frozen' },
      'admin.userStatement': { userId: id },
      'admin.balancesAt': { userId: id, at: new Date() },
      'admin.adjust': { ...reviewed, userId: id, account: 'available', amount: 100n },
      'admin.buyOut': { ...reviewed, userId: id, amount: 100n },
      'admin.approveAdjustment': { ...reviewed, adjustmentId: id },
      'admin.rejectAdjustment': { ...reviewed, adjustmentId: id },
    }
  }

  test('does not exist for admins either when nobody has it, and leaves no trace', async () => {
    const admin = createCaller(userCtx(t.deps, users.admin))
    const before = await snapshot()
    for (const [path, input] of Object.entries(ofNobody()))
      expect([path, await codeOfCall(admin, path, input)]).toEqual([path, 'NOT_FOUND'])
    expect(await snapshot()).toEqual(before)
    // A list is empty instead.
    expect((await admin.admin.adjustments({ userId: randomUUID() })).adjustments).toEqual([])
    const taking = procedures.filter(
      ({ path, policy, inputs }) =>
        policy === 'admin' &&
        path !== 'admin.adjustments' &&
        fieldsOf(inputs[0]).some((name) => idField.test(name)),
    )
    expect(taking.map(({ path }) => path).toSorted()).toEqual(Object.keys(ofNobody()).toSorted())
  })

  async function snapshot(): Promise<unknown> {
    const { rows } = await t.admin.query(`
      SELECT (SELECT md5(string_agg(r::text, '' ORDER BY id)) FROM resources r) AS resources,
             (SELECT md5(string_agg(c::text, '' ORDER BY id)) FROM credentials c) AS credentials,
             (SELECT md5(string_agg(o::text, '' ORDER BY id)) FROM orders o) AS orders,
             (SELECT md5(string_agg(s::text, '' ORDER BY id)) FROM sessions s) AS sessions,
             (SELECT md5(string_agg(k::text, '' ORDER BY id)) FROM tasks k) AS tasks,
             (SELECT md5(string_agg(i::text, '' ORDER BY id)) FROM images i) AS images,
             (SELECT md5(string_agg(d::text, '' ORDER BY id)) FROM disputes d) AS disputes,
             (SELECT md5(string_agg(u::text, '' ORDER BY id)) FROM users u) AS users,
             (SELECT count(*) FROM admin_requests) AS requests,
             (SELECT count(*) FROM order_refunds) + (SELECT count(*) FROM adjustments) AS asked,
             (SELECT count(*) FROM audit_events) AS audits`)
    return rows
  }
})
