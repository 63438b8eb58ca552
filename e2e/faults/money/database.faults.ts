import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectSound } from '../../processes/expect-sound.ts'
import { allEnded } from '../../processes/look.ts'
import { openWorld, type World } from '../../processes/open-world.ts'
import { addSupply } from '../../processes/people.ts'
import { until } from '../../processes/until.ts'
import { type Buyer, expectNoHold, expectOneHold, newBuyer, submitThrough } from '../buyer.ts'
import { restartDatabase } from '../restart-database.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  const worker = await world.startWorker()
  await Promise.all([addSupply(world), addSupply(world)])
  await worker.end()
})
afterAll(() => world.close())

const tasksOfRuns = async (runs: string[]): Promise<string[]> => {
  const { rows } = await world.admin.query<{ id: string }>(
    'SELECT id FROM tasks WHERE run_id = ANY ($1::uuid[])',
    [runs],
  )
  return rows.map(({ id }) => id)
}

/** Asks until it is answered, as a client does whose connection breaks. */
async function submitUntilAnswered(url: string, buyer: Buyer): Promise<string> {
  let runId = ''
  await until('the run to be taken', async () => {
    const answer = await submitThrough(url, buyer)
    if ('runId' in answer) runId = answer.runId
    else await sleep(100)
    return runId !== ''
  })
  return runId
}

it('F23: the database is killed under load: what it answered is there, everybody recovers', async () => {
  const web = await world.startWebDoor()
  const worker = await world.startWorker()
  const url = String(web.ready['url'])
  const buyers = await Promise.all(Array.from({ length: 12 }, () => newBuyer(world)))
  const answered = Promise.all(buyers.map((buyer) => submitUntilAnswered(url, buyer)))
  await restartDatabase()
  const runs = await answered
  await restartDatabase()
  const tasks = await tasksOfRuns(runs)
  expect(tasks).toHaveLength(buyers.length)
  // A call that was out when the server died is unknown until its deadline has passed.
  await until('what was under way to be reported', async () => {
    await world.advance(20_000)
    return allEnded(world, tasks)
  })
  for (const [index, { consumer }] of buyers.entries())
    await expectSound(world, consumer, await tasksOfRuns([runs[index] ?? '']))
  await Promise.all([web.end(), worker.end()])
})

it('F24: a statement runs out of time: refused, nothing held, and taken when there is time', async () => {
  const buyer = await newBuyer(world)
  const web = await world.startWebDoor()
  const url = String(web.ready['url'])
  const keeper = new pg.Client({ connectionString: world.database.migratorUrl })
  await keeper.connect()
  await keeper.query('BEGIN')
  await keeper.query('SELECT FROM accounts WHERE user_id = $1 FOR UPDATE', [buyer.consumer.id])
  const refused = await submitThrough(url, buyer)
  expect(refused).toMatchObject({ lost: { data: { reason: 'UNAVAILABLE' } } })
  await keeper.end()
  await expectNoHold(world, buyer)
  await expectOneHold(world, buyer, await submitUntilAnswered(url, buyer))
  await web.end()
})

it('F24: the database takes no writes: nothing is promised, and all goes on afterwards', async () => {
  const buyer = await newBuyer(world)
  const web = await world.startWebDoor()
  const url = String(web.ready['url'])
  const { name } = world.database
  const readOnly = async (value: 'on' | 'off') => {
    const superuser = new pg.Client({ connectionString: process.env['TEST_CLUSTER_URL'] })
    await superuser.connect()
    await superuser.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${value}`)
    await superuser.end()
    // Open connections keep what they began with.
    await restartDatabase()
  }
  await readOnly('on')
  expect(await submitThrough(url, buyer)).toMatchObject({
    lost: { data: { reason: 'UNAVAILABLE' } },
  })
  await expectNoHold(world, buyer)
  await readOnly('off')
  await expectOneHold(world, buyer, await submitUntilAnswered(url, buyer))
  await web.end()
})
