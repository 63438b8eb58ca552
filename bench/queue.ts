import { parseArgs } from 'node:util'
import { poolSql } from '@aetherflow/db/sql'
import { ledgerHolds } from './measure/ledger-holds.ts'
import { median } from './measure/median.ts'
import { type Delays, graphileDelays, ourDelays } from './queue/delays.ts'
import { drainAll, type Field, openPeers } from './queue/drains.ts'
import { measureClaim } from './queue/growth.ts'
import { carryTasks } from './queue/one-worker.ts'
import { addFinished, copyTables } from './queue/pending.ts'
import { addConsumers, addSupplies } from './stage/market.ts'
import { openStage, type Stage } from './stage/open-stage.ts'

// Claim and finish beside graphile-worker, pg-boss and BullMQ, all in one run (README.md).
const { values } = parseArgs({
  options: {
    tasks: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    finished: { type: 'string', default: '1000000' },
  },
})
const providers = 100
const clockTasks = 500

const stage = await openStage()
try {
  process.exitCode = (await measure(stage)) ? 0 : 1
} finally {
  await stage.close()
}

async function measure(on: Stage): Promise<boolean> {
  const verifier = await on.startWorker()
  try {
    await addSupplies(on, providers)
  } finally {
    await verifier.stop()
  }
  const worker = on.openWorkerDeps()
  const pool = on.openPool('bench peers', 24)
  const { rows } = await on.admin.query<{ id: string }>('SELECT owner_id AS id FROM resources')
  await copyTables(on.admin)
  const field: Field = {
    admin: on.admin,
    adminPool: pool,
    deps: worker.deps,
    owners: rows.map(({ id }) => id),
    peers: await openPeers(pool, on.adminUrl),
  }
  try {
    const ratios = {
      ...(await drains(field)),
      ...(await delays(on, field)),
      ...(await carried(on)),
      ...(await growth(on, field)),
    }
    const sound = await ledgerHolds(on)
    const shown = Object.entries(ratios).map(([name, value]) => `${name}=${value.toFixed(3)}`)
    console.log(`ratio ${shown.join(' ')}`)
    return sound
  } finally {
    for (const peer of field.peers) await peer.close()
    await worker.close()
    await pool.end()
  }
}

async function drains(field: Field): Promise<Record<string, number>> {
  await drainAll(field, 1_000)
  const rounds: Record<string, number>[] = []
  for (let round = 1; round <= Number(values.rounds); round++) {
    const rates = await drainAll(field, Number(values.tasks))
    console.log(`round ${round}, tasks/s`)
    for (const [name, rate] of Object.entries(rates))
      console.log(`  ${name.padEnd(44)} ${rate.toFixed(0).padStart(7)}`)
    rounds.push(ratiosOf(rates))
  }
  return Object.fromEntries(
    Object.keys(rounds[0] ?? {}).map((name) => [
      name,
      median(rounds.map((round) => round[name] ?? Number.NaN)),
    ]),
  )
}

function ratiosOf(rates: Record<string, number>): Record<string, number> {
  const ours = rates['aetherflow, claim + finish'] ?? Number.NaN
  const over = Object.entries(rates)
    .filter(([name]) => name.endsWith(', same rows'))
    .map(([name, rate]) => [
      `over-${name.replace(', same rows', '').replaceAll(' ', '-').toLowerCase()}`,
      ours / rate,
    ])
  const limits = [50, 100].map((atOnce) => [
    `limits-over-none-at-${atOnce}`,
    (rates[`claim with limits, ${atOnce} at once`] ?? Number.NaN) /
      (rates[`claim without limits, ${atOnce} at once`] ?? Number.NaN),
  ])
  return Object.fromEntries([...over, ...limits])
}

async function delays(on: Stage, field: Field): Promise<Record<string, number>> {
  const people = await addConsumers(on, 20)
  const say = (name: string, { median: middle, p99 }: Delays) =>
    console.log(`  ${name.padEnd(44)} median ${middle.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`)
  console.log('from submitted to claimed, one task every 20 ms')
  const ours = await ourDelays(on, field.deps, people, clockTasks, true)
  say('aetherflow', ours)
  const graphile = await graphileDelays(field.adminPool, clockTasks)
  say('graphile-worker', graphile)
  const deaf = await ourDelays(on, field.deps, people, 200, false)
  say('aetherflow, every notification lost', deaf)
  return {
    'delay-median-ms': ours.median,
    'delay-p99-ms': ours.p99,
    'delay-median-over-graphile': ours.median / graphile.median,
    'delay-p99-over-graphile': ours.p99 / graphile.p99,
    'deaf-p99-ms': deaf.p99,
  }
}

async function carried(on: Stage): Promise<Record<string, number>> {
  const people = await addConsumers(on, 20)
  await carryTasks(on, people, 500)
  const rate = await carryTasks(on, people, 4_000)
  console.log(
    `one worker, real tasks without vendor, decoding and disk: ${rate.toFixed(0)} tasks/s`,
  )
  return { 'one-worker-tasks-per-second': rate }
}

async function growth(on: Stage, field: Field): Promise<Record<string, number>> {
  await addFinished(on.admin, field.owners, 1_000)
  const small = await measureClaim(field, on.superuserUrl)
  await addFinished(on.admin, field.owners, Number(values.finished))
  const large = await measureClaim(field, on.superuserUrl)
  const [row] = await poolSql(on.admin).query<{ count: string }>(
    { name: 'bench_count', text: 'SELECT count(*) AS count FROM tasks' },
    [],
  )
  console.log(
    `claim of one task: ${small.claimMs.toFixed(2)} ms, ${large.claimMs.toFixed(2)} ms beside ${row?.count ?? '?'} tasks`,
  )
  console.log(`  pages of the peek ${small.buffers.peek} and ${large.buffers.peek}`)
  console.log(`  pages of the claim ${small.buffers.claim} and ${large.buffers.claim}`)
  return {
    'claim-grown-over-small': large.claimMs / small.claimMs,
    'peek-buffers': large.buffers.peek,
    'claim-buffers': large.buffers.claim,
  }
}
