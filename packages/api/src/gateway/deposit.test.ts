import { randomUUID } from 'node:crypto'
import { maskedTail } from '@aetherflow/crypto/masked-tail'
import { sealCredential } from '@aetherflow/crypto/seal-credential'
import { createPool } from '@aetherflow/db/pool'
import { createPrisma } from '@aetherflow/db/prisma'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { type TestUser, userCtx } from '../testing/contexts.ts'
import { depositKey, newKey, shownTerms } from '../testing/deposit-key.ts'
import { createTestDeps, type TestDeps } from '../testing/test-deps.ts'
import { beginDeposit } from './begin-deposit.ts'
import { completeDeposit } from './complete-deposit.ts'
import { getVerification } from './get-verification.ts'
import { listResources } from './list-resources.ts'
import { type BeginDeposit, beginDepositOutput, completeDepositInput } from './schemas.ts'

let t: TestDeps
let owner: TestUser
beforeAll(async () => {
  t = await createTestDeps()
  owner = await addUser(t, 'provider')
})
beforeEach(() => t.deps.limiter.reset('deposit', owner.id))
afterAll(() => t.close())

const as = (user: TestUser = owner) => userCtx(t.deps, user)
const beginning = (differing: Partial<BeginDeposit> = {}): BeginDeposit => ({
  clientId: randomUUID(),
  upstreamId: 'stability',
  name: 'Studio key',
  kind: 'deposited_key',
  ...shownTerms('Stability AI'),
  ...differing,
})

async function sealedFor(begun: Awaited<ReturnType<typeof beginDeposit>>, key = newKey()) {
  const sealed = await sealCredential(begun.vaultPublicKey, begun.context, key)
  return { credentialId: begun.context.credentialId, sealed, maskedTail: maskedTail(key) }
}

test('opens a deposit with a context made by the server alone', async () => {
  const begun = beginDepositOutput.parse(await beginDeposit(as(), beginning()))
  expect(begun.context).toMatchObject({
    version: 1,
    ownerId: owner.id,
    upstream: 'stability',
    // Never the simulator's address: the key is sealed for the vendor.
    upstreamHost: 'api.stability.ai',
  })
  expect(begun.vaultPublicKey).toEqual(t.deps.vaultPublicKey)
})

test('answers a repeat with the same credential, and other content with a conflict', async () => {
  const input = beginning()
  const first = await beginDeposit(as(), input)
  expect(await beginDeposit(as(), input)).toEqual(first)
  expect(await codeOf(beginDeposit(as(), { ...input, name: 'Another' }))).toBe(
    'IDEMPOTENCY_CONFLICT',
  )
  const other = await beginDeposit(as(await addUser(t, 'provider')), input)
  expect(other.resourceId).not.toBe(first.resourceId)
})

test('opens one deposit of the same request many times at once', async () => {
  const input = beginning()
  const answers = await Promise.all([1, 2, 3, 4].map(() => beginDeposit(as(), input)))
  expect(new Set(answers.map(({ context }) => context.credentialId)).size).toBe(1)
})

test('refuses an upstream that is closed or unknown, an old warranty, and a frozen owner', async () => {
  expect(await codeOf(beginDeposit(as(), beginning({ upstreamId: 'nobody' })))).toBe(
    'DEPOSIT_CLOSED',
  )
  expect(await codeOf(beginDeposit(as(), beginning({ warrantyVersion: '2025-01' })))).toBe(
    'TERMS_REQUIRED',
  )
  const frozen = userCtx(t.deps, owner, { status: 'frozen' })
  expect(await codeOf(beginDeposit(frozen, beginning()))).toBe('ACCOUNT_FROZEN')
  await t.admin.query(`UPDATE upstreams SET deposit_open = false`)
  expect(await codeOf(beginDeposit(as(), beginning()))).toBe('DEPOSIT_CLOSED')
  await t.admin.query(`UPDATE upstreams SET deposit_open = true`)
})

test('takes the sealed key, wakes the worker and shows where the verification stands', async () => {
  const begun = await beginDeposit(as(), beginning())
  let woken = 0
  const stop = t.deps.wake.on('verifications', () => (woken += 1))
  expect(await completeDeposit(as(), await sealedFor(begun))).toEqual({ done: true })
  stop()
  expect(woken).toBe(1)
  const { resourceId } = begun
  expect(await getVerification(as(), { resourceId })).toEqual({ state: 'queued', checks: [] })
})

test('shows a deposit in the list only once its key is there', async () => {
  const user = await addUser(t, 'provider')
  await beginDeposit(as(user), beginning())
  expect((await listResources(as(user), { limit: 30 })).resources).toEqual([])
  const { resourceId } = await depositKey(t, user)
  const { resources } = await listResources(as(user), { limit: 30 })
  expect(resources).toMatchObject([{ id: resourceId, status: 'verifying' }])
})

test('needs one connection, also to tell a repeat', async () => {
  const input = await sealedFor(await beginDeposit(as(), beginning()))
  const pool = createPool(t.database.webUrl, {
    applicationName: 'test web, one connection',
    max: 1,
    connectionTimeoutMs: 500,
  })
  const prisma = createPrisma(pool)
  const narrow = userCtx({ ...t.deps, prisma }, owner)
  expect(await completeDeposit(narrow, input)).toEqual({ done: true })
  expect(await completeDeposit(narrow, input)).toEqual({ done: true })
  await prisma.$disconnect()
  await pool.end()
})

test('takes the same envelope again as a repeat, and no other', async () => {
  const begun = await beginDeposit(as(), beginning())
  const first = await sealedFor(begun)
  await completeDeposit(as(), first)
  expect(await completeDeposit(as(), first)).toEqual({ done: true })
  expect(await codeOf(completeDeposit(as(), await sealedFor(begun)))).toBe('IDEMPOTENCY_CONFLICT')
  const { rows } = await t.admin.query('SELECT sealed FROM credentials WHERE id = $1', [
    first.credentialId,
  ])
  expect(rows).toEqual([{ sealed: first.sealed }])
})

test('takes one of two envelopes at once', async () => {
  const begun = await beginDeposit(as(), beginning())
  const both = [await sealedFor(begun), await sealedFor(begun)]
  const answers = await Promise.allSettled(both.map((input) => completeDeposit(as(), input)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('refuses the deposit of somebody else, an unknown one, and one that ran out', async () => {
  const begun = await beginDeposit(as(), beginning())
  const input = await sealedFor(begun)
  const stranger = as(await addUser(t, 'provider'))
  expect(await codeOf(completeDeposit(stranger, input))).toBe('NOT_FOUND')
  const unknown = { ...input, credentialId: randomUUID() }
  expect(await codeOf(completeDeposit(as(), unknown))).toBe('NOT_FOUND')
  const frozen = userCtx(t.deps, owner, { status: 'frozen' })
  expect(await codeOf(completeDeposit(frozen, input))).toBe('ACCOUNT_FROZEN')
  await t.clock.advance(30 * 60_000)
  expect(await codeOf(completeDeposit(as(), input))).toBe('DEPOSIT_EXPIRED')
})

test('refuses what was sealed for another vault key', async () => {
  const input = await sealedFor(await beginDeposit(as(), beginning()))
  const [format, , ...rest] = input.sealed.split('.')
  const sealed = [format, 'vk_somebody', ...rest].join('.')
  expect(await codeOf(completeDeposit(as(), { ...input, sealed }))).toBe('SEALED_KEY_INVALID')
})

test.each([
  ['a key in the clear', { sealed: `sk-sim-${'a'.repeat(40)}` }],
  ['a key as its own tail', { maskedTail: 'sk-sim-aa' }],
  ['more than an envelope', { sealed: `af1.k.${'a'.repeat(5000)}.b` }],
  ['a state', { state: 'active' }],
])('does not take %s', async (_name, wrong) => {
  const good = {
    credentialId: randomUUID(),
    sealed: `af1.k.${'a'.repeat(40)}.b`,
    maskedTail: '…a1b2',
  }
  expect(completeDepositInput.safeParse(good).success).toBe(true)
  expect(completeDepositInput.safeParse({ ...good, ...wrong }).success).toBe(false)
})

test('the web process cannot read a sealed key, its tag or its fingerprint back', async () => {
  await depositKey(t, owner)
  for (const column of ['sealed', 'verification_tag', 'fingerprint', '*'])
    await expect(t.deps.pool.query(`SELECT ${column} FROM credentials`)).rejects.toThrow(
      'permission denied',
    )
  await expect(
    t.deps.pool.query(`UPDATE credentials SET state = state RETURNING sealed`),
  ).rejects.toThrow('permission denied')
})
