import { randomBytes, randomUUID } from 'node:crypto'
import { addUser } from '../../testing/arrange.ts'
import { type TestUser, userCtx, workerCtx } from '../../testing/contexts.ts'
import type { TestDeps } from '../../testing/test-deps.ts'
import { forgetRoutingRecords, forgetRoutingView } from '../internal/routing-view.ts'
import type { SubmitRun, SubmittedRun } from '../schemas.ts'
import { submitRun } from '../submit-run.ts'
import { createWorkerCaller } from '../../worker-router.ts'

export const core = 'stability:core'

export type TestResource = { id: string; accountId: string; credentialId: string; ownerId: string }
export type ResourceChanges = {
  owner?: TestUser
  accountId?: string
  priceE4?: bigint
  concurrency?: number
  perMinute?: number
  dailyE4?: bigint
  floorE4?: bigint
  balanceE4?: bigint
  modelIds?: string[]
}

/** An active resource with a live credential, put straight into the tables. */
export async function addResource(
  test: TestDeps,
  changes: ResourceChanges = {},
): Promise<TestResource> {
  const owner = changes.owner ?? (await addUser(test, 'provider'))
  const ids = {
    id: randomUUID(),
    accountId: changes.accountId ?? randomUUID(),
    credentialId: randomUUID(),
  }
  if (changes.accountId === undefined) {
    await test.admin.query(
      `INSERT INTO upstream_accounts (id, upstream_id, account_hash, balance_e4, balance_at, concurrency_limit)
       VALUES ($1, 'stability', $2, $3, now() - interval '1 minute', 50)`,
      [ids.accountId, randomBytes(32).toString('hex'), changes.balanceE4 ?? 100_000_000n],
    )
  }
  await test.admin.query(
    `INSERT INTO resources (id, owner_id, client_id, request_hash, upstream_id, upstream_account_id, name, status, price_e4,
       daily_limit_e4, floor_balance_e4, concurrency_limit, requests_per_minute, model_ids, warranty_version, warranty_at, updated_at)
     VALUES ($1, $2, $3, repeat('0', 64), 'stability', $4, 'test', 'active', $5, $6, $7, $8, $9, $10, '2026-11', now(), now())`,
    [
      ids.id,
      owner.id,
      randomUUID(),
      ids.accountId,
      changes.priceE4 ?? 10_000n,
      changes.dailyE4 ?? 100_000_000n,
      changes.floorE4 ?? 0n,
      changes.concurrency ?? 5,
      changes.perMinute ?? 6_000,
      changes.modelIds ?? [],
    ],
  )
  await test.admin.query('INSERT INTO resource_counters (resource_id) VALUES ($1)', [ids.id])
  await test.admin.query(
    `INSERT INTO credentials (id, resource_id, version, state, sealed, verification_tag, fingerprint, vault_key_id, begin_expires_at)
     VALUES ($1, $2, 1, 'active', 'af1.test.test.test', $3, $4, 'test', now())`,
    [ids.credentialId, ids.id, randomBytes(32).toString('hex'), randomBytes(32).toString('hex')],
  )
  forgetViews(test)
  return { ...ids, ownerId: owner.id }
}

/** After a change behind the verbs' backs: both processes read the market anew. */
export function forgetViews(test: TestDeps): void {
  for (const deps of [test.deps, test.workerDeps]) {
    forgetRoutingView(deps)
    forgetRoutingRecords(deps)
  }
}

export function sampleRun(changes: Partial<SubmitRun> = {}): SubmitRun {
  return {
    clientId: randomUUID(),
    prompt: 'a lighthouse at dawn',
    negativePrompt: '',
    params: { aspectRatio: '1:1', outputFormat: 'png' },
    preference: 'balanced',
    ownKey: false,
    tasks: [{ modelId: core, ceiling: 300n, seed: null }],
    ...changes,
  }
}

/** A run of so many equal tasks. */
export function submitTasks(
  test: TestDeps,
  user: TestUser,
  count = 1,
  changes: Partial<SubmitRun> = {},
): Promise<SubmittedRun> {
  const tasks = Array.from({ length: count }, () => ({ modelId: core, ceiling: 300n, seed: null }))
  return submitRun(userCtx(test.deps, user), sampleRun({ tasks, ...changes }))
}

export function workerCaller(test: TestDeps, workerId = 'worker-test') {
  return createWorkerCaller(workerCtx(test.workerDeps, workerId)).tasks
}

/** What a worker reports of a stored image. */
export function delivered(call: { attemptId: string; fence: bigint; taskId: string }) {
  const { attemptId, fence, taskId } = call
  return {
    attemptId,
    fence,
    taskId,
    image: {
      storageKey: `images/${taskId}/${attemptId}.png`,
      thumbKey: `images/${taskId}/${attemptId}.thumb.webp`,
      sha256: Buffer.from(attemptId.replaceAll('-', '').padEnd(64, '0')).toString().slice(0, 64),
      mimeType: 'image/png',
      width: 1024,
      height: 1024,
      sizeBytes: 12_345,
      seed: 7n,
      placeholder: '',
    },
    requestId: `req-${attemptId}`,
    latencyMs: 1_200,
  }
}

export type Counters = {
  inFlight: number
  dayE4: bigint
  monthE4: bigint
  minute: number
  failures: number
  probe: string | null
  accountInFlight: number
  spentE4: bigint
  window: number
}

/** What the counters of a resource and of its account say. */
export async function countersOf(test: TestDeps, resource: TestResource): Promise<Counters> {
  const { rows } = await test.admin.query<Record<keyof Counters, string>>(
    `SELECT c.in_flight AS "inFlight", c.day_used_e4 AS "dayE4", c.month_used_e4 AS "monthE4", c.minute_count AS minute,
       c.failures, c.probe_attempt_id AS probe, u.in_flight AS "accountInFlight", u.spent_since_e4 AS "spentE4", u.window_count AS window
     FROM resource_counters c JOIN resources r ON r.id = c.resource_id JOIN upstream_accounts u ON u.id = r.upstream_account_id
     WHERE c.resource_id = $1`,
    [resource.id],
  )
  const row = rows[0]
  if (row === undefined) throw new Error('no such resource')
  return {
    inFlight: Number(row.inFlight),
    dayE4: BigInt(row.dayE4),
    monthE4: BigInt(row.monthE4),
    minute: Number(row.minute),
    failures: Number(row.failures),
    probe: row.probe,
    accountInFlight: Number(row.accountInFlight),
    spentE4: BigInt(row.spentE4),
    window: Number(row.window),
  }
}

/** A resource that nothing is reserved on. */
export const idle = {
  inFlight: 0,
  dayE4: 0n,
  monthE4: 0n,
  accountInFlight: 0,
  spentE4: 0n,
  probe: null,
}

export async function taskRow(
  test: TestDeps,
  taskId: string,
): Promise<{
  status: string
  error_code: string | null
  unknown_count: number
  excluded: string[]
  parked_until: Date | null
  parked_reason: string | null
}> {
  const { rows } = await test.admin.query(
    'SELECT status, error_code, unknown_count, excluded, parked_until, parked_reason FROM tasks WHERE id = $1',
    [taskId],
  )
  return rows[0]
}

export async function balancesOf(
  test: TestDeps,
  user: { id: string },
): Promise<Record<string, bigint>> {
  const { rows } = await test.admin.query<{ kind: string; balance: string }>(
    'SELECT kind::text AS kind, balance FROM accounts WHERE user_id = $1',
    [user.id],
  )
  return Object.fromEntries(rows.map(({ kind, balance }) => [kind, BigInt(balance)]))
}

/** Before each test of a file: it has the market to itself. */
export async function clearMarket(test: TestDeps): Promise<void> {
  await test.admin.query(`UPDATE resources SET status = 'disabled'`)
  await test.admin.query(
    `UPDATE tasks SET status = 'cancelled' WHERE status IN ('pending', 'processing')`,
  )
  await test.admin.query('UPDATE attempts SET slot_held = false, loss_due = false')
  forgetViews(test)
}
