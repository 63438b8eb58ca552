import { randomBytes, randomUUID } from 'node:crypto'
import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import { openAccounts } from '../open-accounts.ts'
import { submit, type SubmitInput } from '../submit.ts'
import type { SettleInput } from '../settle-item.ts'
import { topUp } from '../top-up.ts'
import type { LedgerDatabase } from './ledger-database.ts'

export const credits = (whole: number): CreditHundredths =>
  creditHundredths(BigInt(Math.round(whole * 100)))

/** A verified user with open accounts; answers the id. */
export async function addUser(
  db: LedgerDatabase,
  options: { verified?: boolean } = {},
): Promise<string> {
  const id = randomUUID()
  await db.run(
    `INSERT INTO users (id, email, password_hash, email_verified_at, updated_at)
     VALUES ($1, $2, 'none', CASE WHEN $3 THEN now() END, now())`,
    [id, `${id}@example.test`, options.verified ?? true],
  )
  await openAccounts(db.web, id)
  return id
}

/** An active resource with its counters and an upstream account of its own; answers the id. */
export async function addResource(db: LedgerDatabase, ownerId: string): Promise<string> {
  const id = randomUUID()
  const account = randomUUID()
  await db.run(
    `INSERT INTO upstream_accounts (id, upstream_id, account_hash, in_flight) VALUES ($1, 'stability', $2, 0)`,
    [account, randomBytes(32).toString('hex')],
  )
  await db.run(
    `INSERT INTO resources (id, owner_id, client_id, request_hash, upstream_id, upstream_account_id, name, status,
       model_ids, warranty_version, warranty_at, updated_at)
     VALUES ($1, $2, $3, repeat('0', 64), 'stability', $4, 'test', 'active', '{}', '2026-11', now(), now())`,
    [id, ownerId, randomUUID(), account],
  )
  await db.run('INSERT INTO resource_counters (resource_id) VALUES ($1)', [id])
  return id
}

export type OrderFacts = {
  credits?: bigint
  packCode?: string
  amountMinor?: number
  status?: string
}

/** An order of a pack for dollars at the sandbox gateway; answers the id. */
export async function addOrder(
  db: LedgerDatabase,
  userId: string,
  facts: OrderFacts = {},
): Promise<string> {
  const id = randomUUID()
  await db.run(
    `INSERT INTO orders (id, user_id, client_id, request_hash, pack_id, credits, amount_minor, currency, gateway,
       merchant, status, expires_at, updated_at)
     SELECT $1, $2, $3, repeat('0', 64), p.id, coalesce($4::bigint, p.credits),
            coalesce($5::int, ceil(coalesce($4::bigint, p.credits)::numeric * c.amount_minor / c.per_credits)::int),
            'USD', 'sandbox', 'merchant-1', $6::order_status, now() + interval '1 hour', now()
       FROM packs p JOIN pack_prices c ON c.pack_id = p.id AND c.currency = 'USD'
      WHERE p.code = $7`,
    [
      id,
      userId,
      randomUUID(),
      facts.credits?.toString() ?? null,
      facts.amountMinor ?? null,
      facts.status ?? 'pending',
      facts.packCode ?? 'starter',
    ],
  )
  return id
}

/** Gives `whole` credits by a paid order of the custom pack (100 at least). */
export async function addCredits(db: LedgerDatabase, userId: string, whole: number): Promise<void> {
  const orderId = await addOrder(db, userId, { packCode: 'custom', credits: BigInt(whole) * 100n })
  const paid = { gateway: 'sandbox', merchant: 'merchant-1', currency: 'USD', amountMinor: whole }
  const result = await topUp(db.worker, { ...paid, orderId, gatewayPaymentId: `pay-${orderId}` })
  if (result.kind !== 'credited') throw new Error(`not credited: ${JSON.stringify(result)}`)
}

/** A verified user with 100 bought credits. */
export async function richUser(db: LedgerDatabase): Promise<string> {
  const user = await addUser(db)
  await addCredits(db, user, 100)
  return user
}

export type RunOptions = Partial<Omit<SubmitInput, 'tasks'>> & {
  ceilings?: CreditHundredths[]
  modelId?: string
}

/** A submit as the studio would send it. */
export function runOf(userId: string, options: RunOptions = {}): SubmitInput {
  const { ceilings = [credits(6)], modelId = 'stability:core', ...given } = options
  return {
    userId,
    runId: randomUUID(),
    clientId: randomUUID(),
    requestHash: 'a'.repeat(64),
    prompt: 'a lighthouse at dusk',
    negativePrompt: '',
    params: { aspectRatio: '1:1' },
    preference: 'balanced',
    ownKey: false,
    tasks: ceilings.map((ceiling) => ({ taskId: randomUUID(), modelId, ceiling, seed: null })),
    ...given,
  }
}

/** Submits a run; answers its task ids. */
export async function addRun(
  db: LedgerDatabase,
  userId: string,
  options: RunOptions = {},
): Promise<string[]> {
  const input = runOf(userId, options)
  await submit(db.web, input)
  return input.tasks.map((task) => task.taskId)
}

export type TestAttempt = { taskId: string; attemptId: string; fence: bigint; resourceId: string }

/** What claim and dispatch leave behind: a processing task with an attempt in that state. */
export async function addAttempt(
  db: LedgerDatabase,
  taskId: string,
  options: { resourceId: string; price: CreditHundredths; state?: 'claimed' | 'dispatched' },
): Promise<TestAttempt> {
  const attemptId = randomUUID()
  const state = options.state ?? 'dispatched'
  const [task] = await db.run<{ fence: bigint }>(
    `UPDATE tasks SET status = 'processing', fence = fence + 1, attempt_id = $2, attempt_count = attempt_count + 1,
       lease_until = clock_now() + interval '30 seconds', worker_id = 'w1'
     WHERE id = $1 AND status = 'pending' RETURNING fence`,
    [taskId, attemptId],
  )
  if (task === undefined) throw new Error(`task ${taskId} is not pending`)
  await db.run(
    `INSERT INTO attempts (id, task_id, number, resource_id, credential_id, upstream_account_id, worker_id, fence, state,
       price, cost_e4, reserved_day, reserved_month, reserved_minute, reserved_window, dispatched_at)
     SELECT $1, t.id, t.attempt_count, r.id, $2, r.upstream_account_id, 'w1', t.fence, $3::attempt_state,
            $4, t.cost_e4, clock_now(), clock_now(), clock_now(), clock_now(),
            CASE WHEN $3 = 'dispatched' THEN clock_now() END
       FROM tasks t, resources r WHERE t.id = $5 AND r.id = $6`,
    [attemptId, randomUUID(), state, options.price.toString(), taskId, options.resourceId],
  )
  await db.run('UPDATE resource_counters SET in_flight = in_flight + 1 WHERE resource_id = $1', [
    options.resourceId,
  ])
  await db.run(
    `UPDATE upstream_accounts SET in_flight = in_flight + 1
      WHERE id = (SELECT upstream_account_id FROM resources WHERE id = $1)`,
    [options.resourceId],
  )
  return { taskId, attemptId, fence: task.fence, resourceId: options.resourceId }
}

/** What a worker reports of a delivered image. */
export function delivered(attempt: TestAttempt, sha256 = 'f'.repeat(64)): SettleInput {
  const { taskId, attemptId, fence } = attempt
  return {
    taskId,
    attemptId,
    fence,
    image: {
      storageKey: `images/${taskId}/${attemptId}.png`,
      thumbKey: `images/${taskId}/${attemptId}.thumb.webp`,
      sha256,
      mimeType: 'image/png',
      width: 1024,
      height: 1024,
      sizeBytes: 1_234_567,
      seed: 42n,
      placeholder: 'data:image/webp;base64,AAAA',
    },
    upstreamRequestId: 'req-1',
    latencyMs: 1234,
  }
}
