import { settle } from '@aetherflow/ledger/settle'
import type { SettleInput } from '@aetherflow/ledger/settle-item'
import { settleSet } from '@aetherflow/ledger/settle-set'
import { submit } from '@aetherflow/ledger/submit'
import type { Prisma } from '@aetherflow/db/prisma'
import type { Sql } from '@aetherflow/db/sql'
import type { Stage } from '../stage/open-stage.ts'
import { holdOf } from '../stage/hold.ts'
import { makeSettleable } from '../stage/settleable.ts'
import { type Lanes, openLanes } from './lanes.ts'
import { settleWithPrisma } from './settle-with-prisma.ts'
import type { SimpleUpdate } from './simple-update.ts'

const many = 32
const few = 8
const loops = 2
const batch = 50
const tasks = { many: 4_000, few: 4_000, batched: 5_000, prisma: 500 }

export type Doors = {
  admin: Stage['admin']
  people: readonly string[]
  prisma: Prisma
  simpleUpdate: SimpleUpdate
  lanes: Record<'submit' | 'many' | 'few' | 'loops', Lanes>
  close(): Promise<void>
}

/** The connections of all rounds, so that each is warm when it counts. */
export async function openDoors(
  on: Pick<Stage, 'admin' | 'webUrl' | 'workerUrl'>,
  people: readonly string[],
  prisma: Prisma,
  simpleUpdate: SimpleUpdate,
): Promise<Doors> {
  const lanes = {
    submit: await openLanes(on.webUrl, many),
    many: await openLanes(on.workerUrl, many),
    few: await openLanes(on.workerUrl, few),
    loops: await openLanes(on.workerUrl, loops),
  }
  return {
    admin: on.admin,
    people,
    prisma,
    simpleUpdate,
    lanes,
    async close() {
      await Promise.all(Object.values(lanes).map((lane) => lane.close()))
    },
  }
}

export type Round = { rates: Record<string, number>; ratios: Record<string, number> }

/** Everything once, at `part` of the load. The parts of a round share its moment, and so its noise. */
export async function measureRound(doors: Doors, part: number): Promise<Round> {
  const { lanes, prisma, simpleUpdate } = doors
  const count = (whole: number) => Math.ceil((whole * part) / batch) * batch
  const before = await simpleUpdate.rate(many, 2_500 * part)

  const total = Object.values(tasks).reduce((sum, whole) => sum + count(whole), 0)
  const holds = Array.from({ length: total }, (_, at) =>
    holdOf(doors.people[at % doors.people.length] ?? ''),
  )
  const submitted = await lanes.submit.run(holds, submit)
  const ids = holds.flatMap((hold) => hold.tasks.map(({ taskId }) => taskId))
  const items = await makeSettleable(doors.admin, ids)
  // What autovacuum does within a minute: tables that grew thousandfold in seconds have plans for empty ones.
  await doors.admin.query('ANALYZE')
  const take = (whole: number) => items.splice(0, count(whole))

  const atMany = await lanes.many.run(take(tasks.many), settleOne)
  const atFew = await lanes.few.run(take(tasks.few), settleOne)
  const batches: SettleInput[][] = []
  const batched = take(tasks.batched)
  while (batched.length > 0) batches.push(batched.splice(0, batch))
  const inBatches = await lanes.loops.run(batches, settleMany)
  const after = await simpleUpdate.rate(many, 2_500 * part)
  const throughPrisma = await withPrisma(prisma, items)

  const base = (before + after) / 2
  return {
    rates: {
      [`simple-update, ${many} clients, transactions/s`]: base,
      [`submit, ${many} clients, tasks/s`]: submitted.perSecond,
      [`settle, ${many} clients, tasks/s`]: atMany.perSecond,
      [`settle, ${few} clients, tasks/s`]: atFew.perSecond,
      [`settle, ${batch} per call, ${loops} loops, tasks/s`]: inBatches.perSecond * batch,
      [`settle, ${batch} per call, p99 ms`]: inBatches.p99Ms,
      [`settle through Prisma, ${many} clients, tasks/s`]: throughPrisma,
    },
    ratios: {
      'submit-over-simple-update': submitted.perSecond / base,
      'settle-over-simple-update': atMany.perSecond / base,
      'settle-batched-over-simple-update': (inBatches.perSecond * batch) / base,
      'settle-batch-p99-ms': inBatches.p99Ms,
      'settle-32-over-8-clients': atMany.perSecond / atFew.perSecond,
      'settle-over-prisma': atMany.perSecond / throughPrisma,
    },
  }
}

async function settleOne(sql: Sql, item: SettleInput): Promise<void> {
  const outcome = await settle(sql, item)
  if (outcome !== 'settled') throw new Error(`a settlement was ${outcome}`)
}

async function settleMany(sql: Sql, items: SettleInput[]): Promise<void> {
  const results = await settleSet(sql, items)
  const other = results.find(({ outcome }) => outcome !== 'settled')
  if (other !== undefined) throw new Error(`a settlement was ${other.outcome}`)
}

/** Tasks per second, so many interactive transactions at a time. */
async function withPrisma(prisma: Prisma, items: readonly SettleInput[]): Promise<number> {
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: many }, async () => {
      for (let item = items[next++]; item !== undefined; item = items[next++])
        await settleWithPrisma(prisma, item)
    }),
  )
  return items.length / ((performance.now() - started) / 1_000)
}
