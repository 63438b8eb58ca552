import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { RequestCtx } from './context.ts'
import type { PublicError } from './describe-error.ts'
import { DomainError } from './domain-error.ts'
import { anyoneCtx, userCtx, workerCtx } from './testing/contexts.ts'
import { addUser } from './testing/arrange.ts'
import { createTestDeps, type TestDeps } from './testing/test-deps.ts'
import {
  adminProcedure,
  anyoneProcedure,
  createCallerFactory,
  router,
  workerProcedure,
} from './trpc.ts'

let t: TestDeps
beforeAll(async () => {
  t = await createTestDeps()
})
afterAll(() => t.close())

const secret = 'sk-sim-must-not-leave'
const trial = router({
  refuse: anyoneProcedure.query(() => {
    throw new DomainError('PRICE_CHANGED', { price: '600' }, new Error(secret))
  }),
  raise: anyoneProcedure.query(({ ctx }) =>
    ctx.deps.sql.query(
      {
        name: '',
        text: `DO $$ BEGIN RAISE EXCEPTION 'INSUFFICIENT_CREDITS' USING ERRCODE = 'AF103', DETAIL = '{"required":"600"}'; END $$`,
      },
      [],
    ),
  ),
  fail: anyoneProcedure.query(() => {
    throw new Error(`cannot reach ${secret}`)
  }),
  leak: anyoneProcedure
    .output(z.strictObject({ id: z.string() }))
    .query(() => ({ id: 'x', passwordHash: secret }) as { id: string }),
  take: anyoneProcedure.input(z.strictObject({ age: z.int() })).query(({ input }) => input.age),
  rule: adminProcedure.query(() => 'done'),
  work: workerProcedure.query(({ ctx }) => ctx.actor.workerId),
})

const callerOf = (ctx: RequestCtx) => createCallerFactory(trial)(ctx)

/** What a client gets of the error. */
async function told(ctx: RequestCtx, path: string, input?: unknown): Promise<PublicError> {
  const query =
    input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify({ json: input }))}`
  const response = await fetchRequestHandler({
    endpoint: '/trpc',
    req: new Request(`http://localhost/trpc/${path}${query}`),
    router: trial,
    createContext: () => ctx,
  })
  const body: { error: { json: PublicError } } = JSON.parse(await response.text())
  return body.error.json
}

test('tells a refusal by its code and public parameters', async () => {
  const ctx = anyoneCtx(t.deps)
  expect(await told(ctx, 'refuse')).toMatchObject({
    message: 'PRICE_CHANGED',
    data: {
      code: 'CONFLICT',
      reason: 'PRICE_CHANGED',
      params: { price: '600' },
      fields: null,
      requestId: ctx.requestId,
    },
  })
})

test('tells a refusal of the database the same way', async () => {
  expect(await told(anyoneCtx(t.deps), 'raise')).toMatchObject({
    data: { reason: 'INSUFFICIENT_CREDITS', params: { required: '600' } },
  })
})

test('tells nothing of what went wrong on our side, and logs it', async () => {
  const lines: string[] = []
  const log = pino({ level: 'error' }, { write: (line) => lines.push(line) })
  for (const path of ['fail', 'leak'] as const) {
    const ctx = anyoneCtx({ ...t.deps, log })
    const shape = await told(ctx, path)
    expect(shape).toMatchObject({ message: 'INTERNAL', data: { reason: 'INTERNAL', fields: null } })
    expect(JSON.stringify(shape)).not.toContain(secret)
    expect(JSON.stringify(shape)).not.toContain('stack')
    expect(lines.at(-1)).toContain(ctx.requestId)
  }
  expect(lines).toHaveLength(2)
})

test('names the wrong fields of an input and never repeats their values', async () => {
  const wrong = { age: secret, [secret]: 1 }
  const shape = await told(anyoneCtx(t.deps), 'take', wrong)
  expect(shape.data).toMatchObject({
    reason: 'INPUT_INVALID',
    fields: [
      { path: 'age', issue: 'invalid_type' },
      { path: '', issue: 'unrecognized_keys' },
    ],
  })
  expect(JSON.stringify(shape)).not.toContain(secret)
})

test('lets only a worker call a worker’s procedure', async () => {
  expect(await callerOf(workerCtx(t.workerDeps, 'w7')).work()).toBe('w7')
  const user = await addUser(t)
  for (const ctx of [
    anyoneCtx(t.deps),
    userCtx(t.deps, user),
    userCtx(t.deps, { ...user, role: 'admin' }),
  ])
    expect(await told(ctx, 'work')).toMatchObject({
      data: { reason: 'NOT_FOUND' },
    })
})

test('counts procedures per caller and stops a flood', async () => {
  const ctx = anyoneCtx(t.deps)
  const caller = callerOf(ctx)
  for (let count = 0; count < 1200; count += 1) await caller.take({ age: 1 })
  expect(await told(ctx, 'take', { age: 1 })).toMatchObject({
    data: { reason: 'TOO_MANY_REQUESTS' },
  })
  expect(await callerOf(anyoneCtx(t.deps)).take({ age: 1 })).toBe(1)
})

test('asks admins for a second factor in production', async () => {
  const admin = await addUser(t, 'admin')
  const inProduction = { ...t.deps, mode: 'production' as const }
  expect(await callerOf(userCtx(t.deps, admin)).rule()).toBe('done')
  const { data } = await told(userCtx(inProduction, admin), 'rule')
  expect(data.reason).toBe('TOTP_REQUIRED')
  expect(await callerOf(userCtx(inProduction, admin, { totp: true })).rule()).toBe('done')
})
