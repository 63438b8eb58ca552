import { randomUUID } from 'node:crypto'
import type { Child } from '../../processes/start-child.ts'
import { submitThrough } from '../buyer.ts'
import { deliver, dispute, type GatewayId, openOrder, pay } from './gateway-desk.ts'
import { restartDatabase } from '../restart-database.ts'
import { revive, type SceneState } from './scene-state.ts'
import type { Random } from '../seeded-random.ts'

type Deed = (state: SceneState, random: Random) => Promise<void>

/** Past leases and call deadlines, several times within the 15 minutes of a task. */
export const stepMs = 40_000

const kill = async (child: Child | null): Promise<void> => {
  child?.signal('SIGKILL')
  await child?.ended
}

/** What people do. Each may fail in the middle of a fault; what was answered is remembered. */
const ordinary: Record<string, Deed> = {
  async submit({ buyers, web, runs }, random) {
    const buyer = buyers[random.upTo(buyers.length)]
    if (buyer === undefined || web === null) return
    const answer = await submitThrough(String(web.ready['url']), {
      ...buyer,
      clientId: randomUUID(),
    })
    if ('runId' in answer) runs.push(answer.runId)
  },
  async buy({ world, buyers, paid }, random) {
    const buyer = buyers[random.upTo(buyers.length)]
    const gateway = random.pick<GatewayId>(['sandbox', 'alipay', 'stripe'])
    await deliver(world, { copies: random.upTo(4), delayMs: random.upTo(800), shuffle: true })
    if (buyer === undefined) return
    const order = await openOrder(world, buyer.consumer, gateway)
    await pay(world, order)
    paid.push(order)
  },
  async takeBack({ world, paid, disputed }, random) {
    const order = paid[random.upTo(Math.max(1, paid.length))]
    if (order === undefined || order.gateway === 'alipay' || disputed.has(order.id)) return
    disputed.add(order.id)
    await dispute(world, order, 'open')
    if (random.upTo(2) === 0) await dispute(world, order, random.pick(['won', 'lost']))
  },
  goOn: ({ world }) => world.advance(stepMs),
  revive,
}

const faults: Record<string, Deed> = {
  async killWeb(state) {
    await kill(state.web)
    state.web = null
  },
  async killWorker({ workers }, random) {
    const index = random.upTo(workers.length)
    await kill(workers[index] ?? null)
    workers[index] = null
  },
  cutLine: async ({ line }) => line.cut(),
  loseCommit: async ({ line }) => {
    void line.loseAnswerTo((asked) => /ledger|COMMIT/.test(asked))
  },
  loseAcknowledgement: async ({ front }) => {
    void front.loseAnswerTo((asked) => asked.includes('/api/webhooks/'))
  },
  restartDatabase,
}

const deeds = { ...ordinary, ...faults }
// What people do happens oftener than what goes wrong.
const likely = [
  'submit',
  'submit',
  'submit',
  ...Object.keys(ordinary),
  ...Object.keys(ordinary),
  ...Object.keys(faults),
]

/** Does one thing or other; answers what it was. */
export async function doSomething(state: SceneState, random: Random): Promise<string> {
  const name = likely[random.upTo(likely.length)] ?? 'goOn'
  // A deed in the middle of a fault fails as a person's would; only the books decide.
  await deeds[name]?.(state, random).catch(() => undefined)
  return name
}
