import { randomUUID } from 'node:crypto'
import { creditHundredths } from '@aetherflow/db/quantities'
import { createPool } from '@aetherflow/db/pool'
import { poolSql, type Sql } from '@aetherflow/db/sql'
import type { TestUser } from '@aetherflow/api/testing/contexts'
import { settle } from '@aetherflow/ledger/settle'
import type { SettleInput } from '@aetherflow/ledger/settle-item'
import { settleSet } from '@aetherflow/ledger/settle-set'
import { submit } from '@aetherflow/ledger/submit'
import { ledgerHolds } from './measure/ledger-holds.ts'
import { measureSimpleUpdate } from './measure/simple-update.ts'
import { addConsumers, addSupplies } from './stage/market.ts'
import { openStage, type Stage } from './stage/open-stage.ts'
import { makeSettleable } from './stage/settleable.ts'

// The ledger's hot doors beside simple-update (README.md).
const clients = 32
const submits = 8_000
const batch = 50
const providers = 100
const consumers = 200

const stage = await openStage()
try {
  process.exitCode = (await measure(stage)) ? 0 : 1
} finally {
  await stage.close()
}

async function measure(on: Stage): Promise<boolean> {
  const worker = await on.startWorker()
  try {
    await addSupplies(on, providers)
  } finally {
    await worker.stop()
  }
  const people = await addConsumers(on, consumers)
  const rates = await measureSimpleUpdate(on.adminUrl, [8, clients])
  const base = rates.get(clients) ?? Number.NaN
  for (const [count, tps] of rates) say(`simple-update, ${count} clients`, tps, 'transactions/s')

  const web = createPool(on.webUrl, { applicationName: 'bench web', max: clients })
  const tasks: string[] = []
  const submitRate = await rateOf(submits, clients, (at) =>
    submitOne(poolSql(web), people[at % people.length], tasks),
  )
  await web.end()
  say(`submit, one task per call, ${clients} clients`, submitRate, 'tasks/s')

  await on.admin.query('ANALYZE')
  const items = await makeSettleable(on.admin, tasks)
  const half = Math.floor(items.length / 2)
  const pool = createPool(on.workerUrl, { applicationName: 'bench worker', max: clients })
  const sql = poolSql(pool)
  const single = await rateOf(half, clients, async (at) => settleOne(sql, items[at]))
  say(`settle, one task per call, ${clients} clients`, single, 'tasks/s')
  const batches = Math.floor((items.length - half) / batch)
  const perBatch = await rateOf(batches, 1, (at) =>
    settleMany(sql, items.slice(half + at * batch, half + (at + 1) * batch)),
  )
  const batched = perBatch * batch
  say(`settle, ${batch} tasks per call, 1 client`, batched, 'tasks/s')
  await pool.end()

  const sound = await ledgerHolds(on)
  const ratio = (name: string, rate: number) =>
    `${name}-over-simple-update=${(rate / base).toFixed(3)}`
  console.log(
    `ratio ${ratio('submit', submitRate)} ${ratio('settle', single)} ${ratio('settle-batched', batched)}`,
  )
  return sound
}

function say(what: string, rate: number, unit: string): void {
  console.log(`${what.padEnd(40)} ${rate.toFixed(0).padStart(7)} ${unit}`)
}

/** Runs `count` pieces of work, so many at a time, and says how many a second. */
async function rateOf(
  count: number,
  atOnce: number,
  work: (at: number) => Promise<unknown>,
): Promise<number> {
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < count) await work(next++)
    }),
  )
  return count / ((performance.now() - started) / 1_000)
}

async function submitOne(sql: Sql, user: TestUser | undefined, tasks: string[]): Promise<void> {
  if (user === undefined) throw new Error('no consumer')
  const taskId = randomUUID()
  await submit(sql, {
    userId: user.id,
    runId: randomUUID(),
    clientId: randomUUID(),
    requestHash: '0'.repeat(64),
    prompt: 'a lighthouse at dawn',
    negativePrompt: '',
    params: { aspectRatio: '1:1', outputFormat: 'png' },
    preference: 'balanced',
    ownKey: false,
    tasks: [{ taskId, modelId: 'stability:core', ceiling: creditHundredths(300n), seed: null }],
  })
  tasks.push(taskId)
}

async function settleOne(sql: Sql, item: SettleInput | undefined): Promise<void> {
  if (item === undefined) throw new Error('nothing to settle')
  const outcome = await settle(sql, item)
  if (outcome !== 'settled') throw new Error(`a settlement was ${outcome}`)
}

async function settleMany(sql: Sql, items: SettleInput[]): Promise<void> {
  const results = await settleSet(sql, items)
  const other = results.find(({ outcome }) => outcome !== 'settled')
  if (other !== undefined) throw new Error(`a settlement was ${other.outcome}`)
}
