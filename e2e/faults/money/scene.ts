import { setTimeout as sleep } from 'node:timers/promises'
import type { OrderView } from '@aetherflow/api/wallet/schemas'
import type { World } from '../../processes/open-world.ts'
import { addSupply } from '../../processes/people.ts'
import { until } from '../../processes/until.ts'
import { newBuyer } from '../buyer.ts'
import { creditsOf, deliver, statusOf } from './gateway-desk.ts'
import { doSomething, stepMs } from './scene-deeds.ts'
import { openSceneState, revive } from './scene-state.ts'
import type { Random } from '../seeded-random.ts'

/** The whole product with everything that can be done to it, one step at a time. */
export type Scene = {
  world: World
  begin(): Promise<void>
  act(random: Random): Promise<void>
  /** What has been done so far, for whoever reads along. */
  done(): string
  /** Ends the faults, lets everything run to its end. */
  calmDown(): Promise<void>
  /** Paid orders that were not credited exactly once. */
  unpaidOrUncredited(): Promise<string[]>
  /** Runs that a client was told of and that are not there, and tasks that never ended. */
  unfinished(): Promise<string[]>
  close(): Promise<void>
}

const longestCalmMs = 240_000

export async function openScene(): Promise<Scene> {
  const state = await openSceneState()
  const { world, line, front, paid, runs } = state
  const counts: Record<string, number> = {}
  return {
    world,
    async begin() {
      await revive(state)
      if (state.buyers.length > 0) return
      await Promise.all([addSupply(world), addSupply(world), addSupply(world)])
      state.buyers = await Promise.all([1, 2, 3].map(() => newBuyer(world)))
    },
    async act(random) {
      const name = await doSomething(state, random)
      counts[name] = (counts[name] ?? 0) + 1
      await sleep(random.upTo(150))
    },
    done: () =>
      Object.entries(counts)
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    async calmDown() {
      line.heal()
      front.heal()
      await deliver(world, { copies: 1, delayMs: 0, shuffle: false })
      await revive(state)
      const ended = async () => {
        await world.advance(stepMs)
        await sleep(500)
        return (await openTasks(world)).length === 0 && (await uncredited(world, paid)).length === 0
      }
      await until('everything to come to its end', ended, longestCalmMs)
    },
    unpaidOrUncredited: () => uncredited(world, paid),
    unfinished: async () => [...(await missing(world, runs)), ...(await openTasks(world))],
    async close() {
      await world.close()
      await Promise.all([line.close(), front.close()])
    },
  }
}

async function missing({ admin }: World, runs: string[]): Promise<string[]> {
  const { rows } = await admin.query<{ id: string }>(
    'SELECT id FROM runs WHERE id = ANY ($1::uuid[])',
    [runs],
  )
  const known = new Set(rows.map(({ id }) => id))
  return runs.filter((id) => !known.has(id))
}

async function openTasks({ admin }: World): Promise<string[]> {
  const { rows } = await admin.query<{ id: string }>(
    `SELECT id FROM tasks WHERE status IN ('pending', 'processing')`,
  )
  return rows.map(({ id }) => id)
}

async function uncredited(world: World, paid: OrderView[]): Promise<string[]> {
  if (paid.length === 0) return []
  const [credits, statuses] = await Promise.all([creditsOf(world, paid), statusOf(world, paid)])
  return paid.flatMap(({ id }, index) =>
    credits[index] === 1 && ['credited', 'charged_back'].includes(statuses[index] ?? '')
      ? []
      : [`order ${id}: ${statuses[index] ?? ''}, credited ${credits[index] ?? 0} times`],
  )
}
