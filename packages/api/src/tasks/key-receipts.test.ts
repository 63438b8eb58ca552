import { beforeFirstReceipt, receiptHash } from '@aetherflow/crypto/receipt-hash'
import { beforeEach, describe, expect, it } from 'vitest'
import { chainReceipts } from '../gateway/chain-receipts.ts'
import { listReceipts } from '../gateway/list-receipts.ts'
import { verifyReceipts } from '../gateway/verify-receipts.ts'
import { addUser } from '../testing/arrange.ts'
import { codeOf } from '../testing/code-of.ts'
import { type TestUser, userCtx, workerCtx } from '../testing/contexts.ts'
import { addResource, delivered, submitTasks } from './testing/arrange-tasks.ts'
import { failure, lost, queueMarket } from './testing/queue-market.ts'

const queue = queueMarket()
let owner: TestUser
let resourceId: string
beforeEach(async () => {
  owner = await addUser(queue.test, 'provider')
  resourceId = (await addResource(queue.test, { owner, concurrency: 50 })).id
})

const ctx = (user = owner) => userCtx(queue.test.deps, user)
const round = () => chainReceipts(workerCtx(queue.test.workerDeps), { limit: 500 })
/** Until nothing is left: transactions of other databases on the server hold the writer back, too. */
async function chain() {
  const waiting = `SELECT FROM attempts WHERE ended_xid >= (SELECT up_to_xid FROM tailers WHERE name = 'receipts') LIMIT 1`
  while ((await queue.test.admin.query(waiting)).rowCount === 1) await round()
}
const verify = (after = 0n) => verifyReceipts(ctx(), { resourceId, after })
const receipts = async () => (await listReceipts(ctx(), { resourceId, limit: 100 })).receipts

/** One delivered, one refused, one that nobody knows about. */
async function threeUses(write: () => Promise<unknown> = chain) {
  await submitTasks(queue.test, queue.user, 3)
  const [one, two, three] = [
    await queue.dispatchOne(),
    await queue.dispatchOne(),
    await queue.dispatchOne(),
  ]
  await queue.worker.succeed({ results: [delivered(one)] })
  await queue.worker.fail(failure(two, 'UPSTREAM_ERROR'))
  await queue.worker.unknown(lost(three))
  await write()
  return { one, two, three }
}

describe('receipts', () => {
  it('say of each use when, which model, what it cost and what became of it, in one chain', async () => {
    const { one, two, three } = await threeUses()
    const found = await receipts()
    expect(found.map(({ number, attemptId, outcome }) => [number, attemptId, outcome])).toEqual([
      [3n, three.attemptId, 'UNKNOWN'],
      [2n, two.attemptId, 'UPSTREAM_ERROR'],
      [1n, one.attemptId, 'DELIVERED'],
    ])
    expect(found[2]).toMatchObject({
      event: 'use',
      modelId: 'stability:core',
      costE4: 30_000n,
      credentialVersion: 1,
      upstreamRequestId: `req-${one.attemptId}`,
    })
    let hash = beforeFirstReceipt
    for (const { hash: stored, ...receipt } of found.toReversed()) {
      hash = receiptHash(hash, { ...receipt, resourceId })
      expect(stored).toBe(hash)
    }
    expect(await verify()).toEqual({ upTo: 3n, broken: null, more: false })
  })

  it('are written once, however often the writer runs, and by two at once', async () => {
    await threeUses()
    await Promise.all([round(), round(), round()])
    expect(await receipts()).toHaveLength(3)
  })

  it('say later how an unknown ended, in a line of its own', async () => {
    const { three } = await threeUses()
    const { attemptId } = three
    await queue.worker.resolveUnknown({ attemptId, billed: true, billedE4: 30_000n })
    await chain()
    const [last] = await receipts()
    expect(last).toMatchObject({
      number: 4n,
      attemptId,
      event: 'resolution',
      outcome: 'BILLED:job',
      billedE4: 30_000n,
    })
    expect(await verify(2n)).toEqual({ upTo: 4n, broken: null, more: false })
  })

  it('are not written for what never went out', async () => {
    await submitTasks(queue.test, queue.user, 1)
    const { attemptId, fence } = await queue.claimOne()
    await queue.worker.handBack({ claims: [{ attemptId, fence }] })
    await chain()
    expect(await receipts()).toEqual([])
  })

  it('wait for the oldest open transaction, so that none is passed over', async () => {
    const client = await queue.test.admin.connect()
    await client.query('BEGIN')
    await client.query('SELECT pg_current_xact_id()')
    try {
      await threeUses(round)
      expect(await receipts()).toEqual([])
    } finally {
      await client.query('COMMIT')
      client.release()
    }
    await chain()
    expect(await receipts()).toHaveLength(3)
  })

  it('are their owner’s alone', async () => {
    const other = ctx(await addUser(queue.test, 'provider'))
    expect(await codeOf(listReceipts(other, { resourceId, limit: 1 }))).toBe('NOT_FOUND')
    expect(await codeOf(verifyReceipts(other, { resourceId, after: 0n }))).toBe('NOT_FOUND')
  })
})

/** As somebody with the whole database in hands. */
async function tamper(sql: string, values: unknown[] = []) {
  const client = await queue.test.admin.connect()
  try {
    await client.query('BEGIN')
    await client.query('ALTER TABLE key_receipts DISABLE TRIGGER append_only')
    await client.query(sql, values)
    await client.query('ALTER TABLE key_receipts ENABLE TRIGGER append_only')
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}

describe('a chain that somebody changed', () => {
  it.each([
    ['at', `at = at + interval '1 second'`],
    ['model_id', `model_id = 'stability:ultra'`],
    ['upstream_request_id', `upstream_request_id = 'other'`],
    ['cost_e4', 'cost_e4 = cost_e4 + 1'],
    ['billed_e4', 'billed_e4 = 1'],
    ['outcome', `outcome = 'KEY_REFUSED'`],
    ['event', `event = 'resolution'`],
    ['credential_version', 'credential_version = 9'],
    ['attempt_id', 'attempt_id = gen_random_uuid()'],
    ['hash', `hash = sha256('x')`],
  ])('is found out by its %s', async (_, change) => {
    await threeUses()
    const where = 'WHERE resource_id = $1 AND number = 2'
    await tamper(`UPDATE key_receipts SET ${change} ${where}`, [resourceId])
    expect(await verify()).toMatchObject({ upTo: 1n, broken: { number: 2n, what: 'hash' } })
  })

  it('is found out by a line that is gone, from the middle or from the end', async () => {
    await threeUses()
    const gone = 'DELETE FROM key_receipts WHERE resource_id = $1 AND number = $2'
    await tamper(gone, [resourceId, 3])
    expect(await verify()).toMatchObject({ upTo: 2n, broken: { number: 3n, what: 'missing' } })
    await tamper(gone, [resourceId, 1])
    expect(await verify()).toMatchObject({ upTo: 0n, broken: { number: 1n, what: 'number' } })
  })

  it('is found out by what its use says now, even when it was chained anew', async () => {
    const { one } = await threeUses()
    await queue.test.admin.query('UPDATE attempts SET cost_e4 = 1 WHERE id = $1', [one.attemptId])
    expect(await verify()).toMatchObject({ broken: { number: 1n, what: 'attempt' } })
  })

  it('cannot be changed by anybody who writes by the doors', async () => {
    await threeUses()
    for (const deps of [queue.test.deps, queue.test.workerDeps]) {
      const change = { name: 'test_tamper', text: `UPDATE key_receipts SET outcome = 'x'` }
      await expect(deps.sql.query(change, [])).rejects.toThrow(/permission denied/)
    }
    await expect(queue.test.admin.query(`UPDATE key_receipts SET outcome = 'x'`)).rejects.toThrow(
      /append-only/,
    )
  })
})
