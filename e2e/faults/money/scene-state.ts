import type { OrderView } from '@aetherflow/api/wallet/schemas'
import { openWorld, type World } from '../../processes/open-world.ts'
import type { Child } from '../../processes/start-child.ts'
import type { Buyer } from '../buyer.ts'
import { startTcpProxy, type TcpProxy } from '../tcp-proxy.ts'

/** What a schedule acts on, and what it remembers of what it was told. */
export type SceneState = {
  world: World
  /** Between our processes and the database. */
  line: TcpProxy
  /** Between the gateways and whichever web lives. */
  front: TcpProxy
  web: Child | null
  workers: (Child | null)[]
  buyers: Buyer[]
  paid: OrderView[]
  disputed: Set<string>
  runs: string[]
}

const workers = 2

export async function openSceneState(): Promise<SceneState> {
  const port = Number(new URL(process.env['TEST_CLUSTER_URL'] ?? '').port)
  const line = await startTcpProxy({ host: '127.0.0.1', port })
  const front = await startTcpProxy({ host: '127.0.0.1', port: 9 })
  const world = await openWorld({
    databasePort: line.port,
    publicUrl: `http://127.0.0.1:${front.port}`,
  })
  return {
    world,
    line,
    front,
    web: null,
    workers: Array.from({ length: workers }, () => null),
    buyers: [],
    paid: [],
    disputed: new Set(),
    runs: [],
  }
}

/** Starts whoever was killed. */
export async function revive(state: SceneState): Promise<void> {
  if (state.web === null) {
    state.web = await state.world.startWebDoor()
    state.front.lead(Number(new URL(String(state.web.ready['url'])).port))
  }
  for (const index of state.workers.keys()) state.workers[index] ??= await state.world.startWorker()
}
