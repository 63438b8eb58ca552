import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '@aetherflow/simulator/scenario'
import { cancelTask } from '@aetherflow/api/tasks/cancel-task'
import { userCtx } from '@aetherflow/api/testing/contexts'
import { openWorld, type World } from '../../processes/open-world.ts'
import {
  addConsumer,
  addSupply,
  type Consumer,
  jobModel,
  model,
  submitTasks,
} from '../../processes/people.ts'
import { plan } from '../../processes/simulated-vendor.ts'
import type { Child } from '../../processes/start-child.ts'
import { until } from '../../processes/until.ts'
import { restartDatabase } from '../restart-database.ts'
import type { Random } from '../seeded-random.ts'
import { startTcpProxy, type TcpProxy } from '../tcp-proxy.ts'

/** Workers, vendors and the lines between them, and everything that can happen to them. */
export type Scene = {
  world: World
  /** Everybody's tasks so far. */
  tasks: ReadonlyMap<Consumer, string[]>
  begin(): Promise<void>
  act(random: Random): Promise<void>
  /** What has been done so far, for whoever reads along. */
  done(): string
  /** Ends the faults, lets everything run to its end. */
  calmDown(): Promise<void>
  close(): Promise<void>
}

type State = {
  world: World
  /** Between the workers and the database. */
  line: TcpProxy
  /** Between the workers and the vendors. */
  wire: TcpProxy
  workers: (Child | null)[]
  sleeping: Set<number>
  tasks: Map<Consumer, string[]>
}
type Deed = (state: State, random: Random) => Promise<void>

const workers = 2
const longestCalmMs = 300_000
/** Past a lease; several times within the 15 minutes of a task. */
const stepMs = 35_000
const vendorFaults: readonly [Fault, ...Fault[]] = [
  'server-error',
  'drop-after-billing',
  'drop-before-reading',
  'hang-after-billing',
  'truncated',
  'html',
  'rate-limited',
  'filtered',
]
const pointsOfDeath: readonly [string, ...string[]] = [
  'claimed',
  'dispatched',
  'job-named',
  'job-recorded',
  'answered',
  'stored',
  'settled',
]

export async function openScene(): Promise<Scene> {
  const state = await openState()
  const { world, line, wire, tasks } = state
  const counts: Record<string, number> = {}
  return {
    world,
    tasks,
    async begin() {
      await revive(state)
      if (tasks.size > 0) return
      for (const upstream of ['stability', 'bfl'])
        await Promise.all([1, 2, 3].map(() => addSupply(world, undefined, upstream)))
      for (const consumer of await Promise.all([1, 2, 3].map(() => addConsumer(world))))
        tasks.set(consumer, [])
    },
    async act(random) {
      const name = likely[random.upTo(likely.length)] ?? 'goOn'
      // A deed in the middle of a fault fails as a person's would; only the books decide.
      await deeds[name]?.(state, random).catch(() => undefined)
      counts[name] = (counts[name] ?? 0) + 1
      await sleep(random.upTo(200))
    },
    done: () =>
      Object.entries(counts)
        .map(([name, count]) => `${name} ${count}`)
        .join(', '),
    async calmDown() {
      line.heal()
      wire.heal()
      await plan(world, '*', null)
      await wake(state)
      await revive(state)
      await until(
        'everything to come to its end',
        async () => {
          await world.advance(stepMs)
          await sleep(500)
          return (await open(world)) === 0
        },
        longestCalmMs,
      )
    },
    async close() {
      await wake(state)
      await world.close()
      await Promise.all([line.close(), wire.close()])
    },
  }
}

async function openState(): Promise<State> {
  const port = Number(new URL(process.env['TEST_CLUSTER_URL'] ?? '').port)
  const line = await startTcpProxy({ host: '127.0.0.1', port })
  const wire = await startTcpProxy({ host: '127.0.0.1', port: 9 })
  const world = await openWorld({ databasePort: line.port })
  wire.lead(Number(new URL(world.simulatorUrl).port))
  return {
    world,
    line,
    wire,
    workers: Array.from({ length: workers }, () => null),
    sleeping: new Set(),
    tasks: new Map(),
  }
}

/** Starts whoever died; a few are doomed to die at a point of their own. */
async function revive(state: State, at?: string): Promise<void> {
  const vendors = `http://127.0.0.1:${state.wire.port}`
  for (const [index, worker] of state.workers.entries()) {
    if (worker !== null && !worker.dead()) continue
    state.sleeping.delete(index)
    state.workers[index] = await state.world.startWorker({
      SIMULATOR_URL: vendors,
      ...(at === undefined ? {} : { CRASH_AT: at }),
    })
  }
}

async function wake({ workers: all, sleeping }: State): Promise<void> {
  for (const index of sleeping) all[index]?.signal('SIGCONT')
  sleeping.clear()
}

async function open({ admin }: World): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM tasks WHERE status IN ('pending', 'processing')`,
  )
  return rows[0]?.count ?? 0
}

const deeds: Record<string, Deed> = {
  async submit({ world, tasks }, random) {
    const consumer = [...tasks.keys()][random.upTo(tasks.size)]
    if (consumer === undefined) return
    const models = random.pick([[model], [jobModel], [model, jobModel]])
    tasks
      .get(consumer)
      ?.push(...(await submitTasks(world, consumer, 1 + random.upTo(6), { models })))
  },
  async cancel({ world, tasks }, random) {
    const [consumer, own = []] = [...tasks][random.upTo(tasks.size)] ?? []
    const taskId = own.at(-1 - random.upTo(4))
    if (consumer === undefined || taskId === undefined) return
    await cancelTask(userCtx(world.deps, consumer), { taskId })
  },
  goOn: ({ world }) => world.advance(stepMs),
  async stepBack({ world }) {
    await world.advance(-stepMs)
  },
  async kill(state, random) {
    const index = random.upTo(workers)
    state.workers[index]?.signal('SIGKILL')
    await state.workers[index]?.ended
    state.workers[index] = null
    state.sleeping.delete(index)
  },
  async doom(state, random) {
    await deeds['kill']?.(state, random)
    await revive(state, `${random.pick(pointsOfDeath)}:${1 + random.upTo(3)}`)
  },
  async replace(state, random) {
    const index = random.upTo(workers)
    if (state.sleeping.has(index)) return
    state.workers[index]?.signal('SIGTERM')
    await state.workers[index]?.ended
    state.workers[index] = null
    await revive(state)
  },
  async sleep({ workers: all, sleeping }, random) {
    const index = random.upTo(workers)
    all[index]?.signal('SIGSTOP')
    sleeping.add(index)
  },
  wake,
  revive: (state) => revive(state),
  cutLine: async ({ line }) => line.cut(),
  cutWire: async ({ wire }) => wire.cut(),
  loseCommit: async ({ line }) => {
    void line.loseAnswerTo((asked) => /queue|ledger|COMMIT/.test(asked))
  },
  loseAnswer: async ({ wire }) => {
    void wire.loseAnswerTo((asked) => /^(POST|GET) \/(stability|bfl)/.test(asked))
  },
  async vendor({ world }, random) {
    await plan(world, '*', { fault: random.pick(vendorFaults), times: 1 + random.upTo(3) })
  },
  restartDatabase,
}
// What people do happens oftener than what goes wrong.
const usual = ['submit', 'submit', 'submit', 'submit', 'goOn', 'revive', 'wake', 'cancel', 'vendor']
const likely = [...usual, ...usual, ...Object.keys(deeds)]
