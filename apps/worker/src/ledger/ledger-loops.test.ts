import { addCredits, addUser } from '@aetherflow/api/testing/arrange'
import { createTestDeps, type TestDeps } from '@aetherflow/api/testing/test-deps'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startLoop } from '../loops/start-loop.ts'
import { capturedLog } from '../testing/captured-log.ts'
import { callAs } from '../worker-caller.ts'
import { ledgerLoops } from './ledger-loops.ts'

let test: TestDeps
beforeAll(async () => {
  test = await createTestDeps()
})
afterAll(() => test.close())

const count = async (text: string) => (await test.admin.query<{ n: number }>(text)).rows[0]?.n ?? 0

/** Runs the loops until `done`, then stops them all. */
async function runUntil(done: () => Promise<boolean>): Promise<string> {
  const { log, text } = capturedLog()
  const caller = callAs('w1', { ...test.workerDeps, log })
  const loops = ledgerLoops(
    caller,
    (name, everyMs, round) => startLoop({ name, everyMs, round, log }),
    log,
  )
  while (!(await done())) await sleep(10)
  await Promise.all(Object.values(loops).map((one) => one.stop()))
  return text()
}

it('chains, rolls up, and checks both what is new and everything, from the first moment on', async () => {
  await addCredits(test, await addUser(test), 100)
  const log = await runUntil(
    async () =>
      (await count('SELECT count(*)::int AS n FROM ledger_chain')) === 1 &&
      (await count('SELECT count(*)::int AS n FROM platform_rollups')) === 1 &&
      (await count('SELECT count(DISTINCT scope)::int AS n FROM invariant_runs WHERE holds')) === 2,
  )
  expect(log).not.toContain('"level":50')
})

it('logs the head of the chain, where a copy outlives the database', async () => {
  const { rows } = await test.admin.query<{ hash: string }>(
    `SELECT encode(hash, 'hex') AS hash FROM ledger_chain`,
  )
  const checks = 'SELECT count(*)::int AS n FROM invariant_runs'
  const before = await count(checks)
  const log = await runUntil(async () => (await count(checks)) > before)
  expect(log).toContain(`"number":"1","hash":"${rows[0]?.hash}","msg":"ledger head"`)
})

it('makes a broken rule an error in the log that names what breaks it', async () => {
  await addCredits(test, await addUser(test), 100)
  await test.admin.query('UPDATE orders SET gateway_payment_id = NULL')
  // Another database's transaction may hold the checker back for a moment, and it looks once a minute.
  const final = `SELECT (max(xid) < pg_snapshot_xmin(pg_current_snapshot()))::int AS n FROM transfers`
  while ((await count(final)) !== 1) await sleep(2)
  const log = await runUntil(
    async () => (await count(`SELECT count(*)::int AS n FROM system_switches WHERE "on"`)) === 1,
  )
  expect(log).toContain('"invariant":"I9"')
  expect(log).toContain('ledger invariant broken')
})
