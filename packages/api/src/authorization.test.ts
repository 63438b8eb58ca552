import { randomUUID } from 'node:crypto'
import { TRPCError } from '@trpc/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appRouter, createCaller } from './app-router.ts'
import type { RequestCtx } from './context.ts'
import { asDomainError } from './domain-error.ts'
import { addCredits, addUser } from './testing/arrange.ts'
import { orderPack } from './testing/buyer.ts'
import { anyoneCtx, type TestUser, userCtx, workerCtx } from './testing/contexts.ts'
import { addResource, depositKey } from './testing/deposit-key.ts'
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

describe('what belongs to somebody else', () => {
  const withId = (ids: Record<string, string>): Record<string, Record<string, unknown>> => {
    const { resourceId, orderId, sessionId, credentialId, taskId, runId, imageId } = ids
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
      'tasks.cancel': { taskId },
      'tasks.run': { runId },
      'tasks.task': { taskId },
      'tasks.favourite': { imageId, favourite: true },
      'tasks.deleteImage': { imageId },
      'tasks.resourceUses': { resourceId },
    }
  }

  /** What a provider owns, one of everything. */
  async function belongings(): Promise<Record<string, string>> {
    const owner = users.provider
    const own = userCtx(t.deps, owner)
    await addCredits(t, owner, 100)
    const resourceId = await addResource(t, owner)
    // Nobody's task runs on their own resource.
    await addResource(t, await addUser(t, 'provider'))
    const begun = await depositKey(t, owner)
    const submitted = await createCaller(own).tasks.submit({
      clientId: randomUUID(),
      prompt: 'a lighthouse at dusk',
      params: { aspectRatio: '1:1', outputFormat: 'png' },
      tasks: [{ modelId: 'stability:core', ceiling: 300n }],
    })
    const taskId = submitted.tasks[0]?.taskId ?? ''
    const imageId = randomUUID()
    await t.admin.query(
      `INSERT INTO images (id, task_id, attempt_id, user_id, storage_key, thumb_key, sha256, mime_type, width, height, size_bytes, state)
       VALUES ($1, $2, $3, $4, 'images/k', 'images/t', repeat('f', 64), 'image/png', 8, 8, 8, 'delivered')`,
      [imageId, taskId, randomUUID(), owner.id],
    )
    const sessionId = randomUUID()
    await t.admin.query(
      `INSERT INTO sessions (id, user_id, idle_expires_at, expires_at) VALUES ($1, $2, 'infinity', 'infinity')`,
      [sessionId, owner.id],
    )
    const order = await orderPack(own)
    const { credentialId } = begun.context
    const { runId } = submitted
    return { resourceId, credentialId, taskId, runId, imageId, sessionId, orderId: order.id }
  }

  test('is not found, just like what does not exist, and stays as it is', async () => {
    const theirs = await belongings()
    const stranger = createCaller(userCtx(t.deps, await addUser(t, 'provider')))
    const nothing = Object.fromEntries(Object.keys(theirs).map((name) => [name, randomUUID()]))
    const before = await snapshot()
    for (const ids of [theirs, nothing])
      for (const [path, input] of Object.entries(withId(ids)))
        expect([path, await codeOfCall(stranger, path, input)]).toEqual([path, 'NOT_FOUND'])
    expect(await snapshot()).toEqual(before)
  })

  test('is looked for by every procedure that takes an id', () => {
    const ids = /^(resource|order|session|credential|task|run|image|user|attempt|account)Id$/
    const taking = procedures.filter(({ inputs }) =>
      fieldsOf(inputs[0]).some((name) => ids.test(name)),
    )
    const known = Object.keys(withId({}))
    expect(taking.map(({ path }) => path).toSorted()).toEqual(known.toSorted())
  })

  async function snapshot(): Promise<unknown> {
    const { rows } = await t.admin.query(`
      SELECT (SELECT md5(string_agg(r::text, '' ORDER BY id)) FROM resources r) AS resources,
             (SELECT md5(string_agg(c::text, '' ORDER BY id)) FROM credentials c) AS credentials,
             (SELECT md5(string_agg(o::text, '' ORDER BY id)) FROM orders o) AS orders,
             (SELECT md5(string_agg(s::text, '' ORDER BY id)) FROM sessions s) AS sessions,
             (SELECT md5(string_agg(k::text, '' ORDER BY id)) FROM tasks k) AS tasks,
             (SELECT md5(string_agg(i::text, '' ORDER BY id)) FROM images i) AS images,
             (SELECT count(*) FROM audit_events) AS audits`)
    return rows
  }
})
