import { poolSql } from '@aetherflow/db/sql'
import { balances } from '@aetherflow/ledger/balances'
import { verifyLedger } from '@aetherflow/ledger/verify-ledger'
import type { BillLine } from '@aetherflow/simulator/bill'
import { expect } from 'vitest'
import { type AttemptRow, attemptsOf, tasksOf } from './look.ts'
import type { Consumer } from './people.ts'
import type { World } from './open-world.ts'
import { readBill } from './simulated-vendor.ts'
import { until } from './until.ts'

/** Failures after which the vendor may still have billed. */
const perhapsBilled = new Set([
  'OUTPUT_FILTERED',
  'OUTPUT_TOO_LARGE',
  'INVALID_ANSWER',
  'STORAGE_FAILED',
])

/**
 * What must be true of a consumer's tasks whatever was killed and when: all ended, paid exactly what was
 * delivered, nothing reserved any more, the vendor's bill matched to attempts, the ledger sound.
 */
export async function expectSound(
  world: World,
  consumer: Consumer,
  tasks: string[],
): Promise<{ completed: number; attempts: AttemptRow[] }> {
  await until('every cost of lost calls to be paid, every slot returned', async () =>
    (await attemptsOf(world, tasks)).every(({ slotHeld, lossDue }) => !slotHeld && !lossDue),
  )
  const rows = await tasksOf(world, tasks)
  const attempts = await attemptsOf(world, tasks)
  const completed = rows.filter(({ status }) => status === 'completed')
  expect(rows).toHaveLength(tasks.length)
  for (const { status } of rows) expect(['completed', 'failed', 'expired']).toContain(status)
  expectAttempts(attempts, new Set(completed.map(({ id }) => id)))
  expectBill(await readBill(world), attempts)
  await expectMoney(world, consumer, tasks, completed.length)
  await expectNothingReserved(world)
  const verdicts = await verifyLedger(poolSql(world.admin))
  expect(verdicts.filter(({ holds }) => !holds)).toEqual([])
  return { completed: completed.length, attempts }
}

export function expectAttempts(attempts: AttemptRow[], completed: Set<string>): void {
  for (const [taskId, tries] of Map.groupBy(attempts, (attempt) => attempt.taskId)) {
    const succeeded = tries.filter(({ state }) => state === 'succeeded')
    expect(succeeded).toHaveLength(completed.has(taskId) ? 1 : 0)
    const called = tries.filter(({ dispatchedAt }) => dispatchedAt !== null)
    expect(called.length).toBeLessThanOrEqual(3)
    // At most one further call after an outcome that nobody knows, and never of the same resource.
    const lost = called.findIndex(({ state }) => state === 'unknown')
    if (lost >= 0) expect(called.length - lost).toBeLessThanOrEqual(2)
    expect(new Set(called.map(({ resourceId }) => resourceId)).size).toBe(called.length)
    for (const { state } of tries) expect(['claimed', 'dispatched']).not.toContain(state)
  }
}

export function expectBill(bill: BillLine[], attempts: AttemptRow[]): void {
  const calls = Map.groupBy(bill, ({ correlationId }) => correlationId)
  for (const { id, state, code, dispatchedAt } of attempts) {
    const lines = calls.get(id) ?? []
    const billed = lines.filter(({ outcome }) => outcome === 'billed').length
    const said = `${state} ${code ?? ''} has ${billed} billed lines of ${lines.length}`
    expect(lines.length, said).toBeLessThanOrEqual(dispatchedAt === null ? 0 : 1)
    if (state === 'succeeded') expect(billed, said).toBe(1)
    if (state === 'failed' && !perhapsBilled.has(code ?? '')) expect(billed, said).toBe(0)
  }
}

async function expectMoney(
  world: World,
  consumer: Consumer,
  tasks: string[],
  completed: number,
): Promise<void> {
  const { rows } = await world.admin.query<{ price: bigint }>(
    'SELECT price FROM settlements WHERE task_id = ANY ($1::uuid[])',
    [tasks],
  )
  expect(rows).toHaveLength(completed)
  const paid = rows.reduce((sum, row) => sum + BigInt(row.price), 0n)
  const { spendable, held } = await balances(poolSql(world.admin), consumer.id)
  expect({ spendable, held }).toEqual({ spendable: consumer.credits - paid, held: 0n })
}

export async function expectNothingReserved(world: World): Promise<void> {
  const { rows } = await world.admin.query(
    `SELECT (SELECT coalesce(sum(in_flight), 0)::int FROM resource_counters) AS resources,
       (SELECT coalesce(sum(in_flight), 0)::int FROM upstream_accounts) AS accounts`,
  )
  expect(rows[0]).toEqual({ resources: 0, accounts: 0 })
}

/** Every billed line is some attempt's, over everything the vendor ever billed here. */
export async function expectWholeBillMatched(world: World): Promise<void> {
  const billed = (await readBill(world)).filter(({ outcome }) => outcome === 'billed')
  const ids = billed.map(({ correlationId }) => correlationId)
  expect(new Set(ids).size).toBe(ids.length)
  const { rows } = await world.admin.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM attempts WHERE id::text = ANY ($1::text[]) AND dispatched_at IS NOT NULL`,
    [ids],
  )
  expect(rows[0]?.count).toBe(ids.length)
}
