import { parseArgs } from 'node:util'
import { createPool } from '@aetherflow/db/pool'
import { createPrisma } from '@aetherflow/db/prisma'
import { ledgerHolds } from './measure/ledger-holds.ts'
import { measureRound, openDoors } from './measure/ledger-round.ts'
import { median } from './measure/median.ts'
import { openSimpleUpdate } from './measure/simple-update.ts'
import { addConsumers, addSupplies } from './stage/market.ts'
import { openStage, type Stage } from './stage/open-stage.ts'

// The ledger's hot doors beside simple-update and beside Prisma (README.md).
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } })
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
  const people = (await addConsumers(on, consumers)).map(({ id }) => id)
  const simpleUpdate = await openSimpleUpdate(on.adminUrl)
  const pool = createPool(on.adminUrl, { applicationName: 'bench prisma', max: 32 })
  const doors = await openDoors(on, people, createPrisma(pool), simpleUpdate)
  await measureRound(doors, 0.1)
  const rounds: Record<string, number>[] = []
  for (let round = 1; round <= Number(values.rounds); round++) {
    const { rates, ratios } = await measureRound(doors, 1)
    console.log(`round ${round}`)
    for (const [name, rate] of Object.entries(rates))
      console.log(`  ${name.padEnd(44)} ${rate.toFixed(rate < 100 ? 1 : 0).padStart(7)}`)
    rounds.push(ratios)
  }
  await doors.close()
  await pool.end()
  await simpleUpdate.close()

  const sound = await ledgerHolds(on)
  const names = Object.keys(rounds[0] ?? {})
  const medians = names.map((name) => {
    const value = median(rounds.map((ratios) => ratios[name] ?? Number.NaN))
    return `${name}=${value.toFixed(3)}`
  })
  console.log(`ratio ${medians.join(' ')}`)
  return sound
}
