import { createHash } from 'node:crypto'
import { addUser } from '@aetherflow/api/testing/arrange'
import { userCtx } from '@aetherflow/api/testing/contexts'
import { depositKey, newKey } from '@aetherflow/api/testing/deposit-key'
import { resumeResource } from '@aetherflow/api/gateway/resume-resource'
import { balancesOf, submitTasks, taskRow } from '@aetherflow/api/tasks/testing/arrange-tasks'
import { Secret } from '@aetherflow/crypto/secret'
import { createUpstreams } from '@aetherflow/integrations/image/upstreams'
import {
  type HostileProxy,
  hostileProxy,
} from '@aetherflow/integrations/testing/hostile/hostile-proxy'
import { createPicturePool, type PicturePool } from '@aetherflow/pictures/create-picture-pool'
import sharp from 'sharp'
import { verifyDue } from '../deposits/verify-due.ts'
import { callAs } from '../worker-caller.ts'
import { capturedLog } from './captured-log.ts'
import { testDispatcher } from './test-dispatcher.ts'
import { until } from './until.ts'
import type { WorkerMarket } from './worker-market.ts'

/** A model that answers at once with bytes, and one that names a job and then an address. */
export const hostileModels = ['stability:sd3.5-medium', 'bfl:flux-pro-1.1'] as const

/** A worker whose vendors stand behind a proxy that spoils what it is told to spoil. */
export type HostileMarket = AsyncDisposable & {
  proxy: HostileProxy
  /** One task at each of the two vendors, to its end whatever comes; answers what is left of them. */
  runTasks(): Promise<Ended>
}

export type Ended = {
  tasks: { status: string; id: string }[]
  /** What was taken and what is still held, in hundredths of a credit. */
  money: { captured: bigint; held: bigint }
  /** Of every delivered task: whether its stored bytes are what the row says, and a picture that opens. */
  pictures: { whole: boolean; format: string | undefined; pixels: number }[]
  /** Everything that could have kept a piece of a key: rows, and every line of the log. */
  kept: string
  keys: string[]
}

const params = { aspectRatio: '1:1', outputFormat: 'png' as const }

const picture = { prompt: 'a lighthouse at dawn', seed: 7 }

export async function hostileMarket(market: WorkerMarket): Promise<HostileMarket> {
  await drawOnce(market)
  const proxy = await hostileProxy(market.simulator.url)
  const pool = createPicturePool({ producer: 'test', threads: 1 })
  const baseUrls = Object.fromEntries(
    [...market.upstreams.keys()].map((id) => [id, `${proxy.url}/${id}`]),
  )
  const upstreams = createUpstreams({ baseUrls })
  return {
    proxy,
    runTasks: () => runTasks(market, { upstreams, pool }),
    async [Symbol.asyncDispose]() {
      await Promise.all([proxy[Symbol.asyncDispose](), pool.close()])
    },
  }
}

/**
 * The pool's threads shut out the decoders of drawings for the whole process, in which the simulator draws too: it keeps
 * what it has drawn, so the one picture of these tests is drawn before.
 */
async function drawOnce({ upstreams }: WorkerMarket): Promise<void> {
  for (const model of hostileModels) {
    const asked = { ...params, ...picture, model, attemptId: 'first', timeoutMs: 20_000 }
    const key = new Secret(newKey())
    const outcome = await upstreams.get(model.split(':')[0] ?? '')?.generate({ ...asked, key })
    if (outcome?.kind !== 'image') throw new Error(`${model}: ${JSON.stringify(outcome)}`)
  }
}

type Parts = { upstreams: ReturnType<typeof createUpstreams>; pool: PicturePool }

async function runTasks(market: WorkerMarket, { upstreams, pool }: Parts): Promise<Ended> {
  const { test, consumer } = market
  const keys: string[] = []
  // In turn: verifying takes whatever is due, and each must find its own done.
  for (const model of hostileModels) keys.push(await supply(market, model))
  const before = await spendable(market)
  const run = await submitTasks(test, consumer, 1, {
    params,
    tasks: hostileModels.map((modelId) => ({
      modelId,
      ceiling: 2_000n,
      seed: BigInt(picture.seed),
    })),
    prompt: picture.prompt,
  })
  const ids = run.tasks.map(({ taskId }) => taskId)
  const { log, text } = capturedLog()
  const caller = callAs('worker-test', { ...test.workerDeps, log })
  const { prepare } = pool
  const worker = testDispatcher(market, { caller, upstreams, prepare, log })
  for (let round = 0; round < 4; round += 1) {
    await worker.round()
    await until(() => worker.inFlight() === 0)
  }
  // Whoever waits for another resource waits in vain: there is no other.
  await test.admin.query(
    `UPDATE tasks SET deadline_at = public.clock_now() - interval '1 second' WHERE id = ANY ($1)`,
    [ids],
  )
  await caller.tasks.sweep()
  const rows = await Promise.all(ids.map((id) => taskRow(test, id)))
  const tasks = ids.map((id, at) => ({ id, status: String(rows[at]?.status) }))
  const after = await balancesOf(test, consumer)
  const held = after['held'] ?? 0n
  const captured = before - (await spendable(market)) - held
  const pictures = await picturesOf(market, ids)
  const kept = `${await rowsOf(market, ids)}\n${text()}`
  return { tasks, money: { captured, held }, pictures, kept, keys }
}

async function spendable({ test, consumer }: WorkerMarket): Promise<bigint> {
  const { available = 0n, bonus = 0n } = await balancesOf(test, consumer)
  return available + bonus
}

/** A live resource at the model's vendor; its key went through a deposit. */
async function supply(market: WorkerMarket, model: string): Promise<string> {
  const { test } = market
  const key = newKey()
  const owner = await addUser(test, 'provider')
  const [upstreamId = ''] = model.split(':')
  const { resourceId } = await depositKey(test, owner, key, upstreamId)
  await verifyDue(market.ports)
  await resumeResource(userCtx(test.deps, owner), { resourceId })
  return key
}

async function picturesOf({ test }: WorkerMarket, taskIds: string[]) {
  const { rows } = await test.admin.query<{ storage_key: string; sha256: string }>(
    `SELECT storage_key, sha256 FROM images WHERE task_id = ANY ($1) AND state = 'delivered'`,
    [taskIds],
  )
  return Promise.all(
    rows.map(async ({ storage_key: key, sha256 }) => {
      const stored = await test.workerDeps.storage.get(key)
      const bytes = stored?.bytes ?? new Uint8Array()
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
      const whole =
        createHash('sha256').update(bytes).digest('hex') === sha256 &&
        data.length === info.width * info.height * info.channels
      const { format } = await sharp(bytes).metadata()
      return { whole, format, pixels: info.width * info.height }
    }),
  )
}

async function rowsOf({ test }: WorkerMarket, taskIds: string[]): Promise<string> {
  const { rows } = await test.admin.query<{ row: unknown }>(
    `SELECT to_jsonb(a) AS row FROM attempts a WHERE task_id = ANY ($1)
     UNION ALL SELECT to_jsonb(t) FROM tasks t WHERE id = ANY ($1)
     UNION ALL SELECT to_jsonb(i) FROM images i WHERE task_id = ANY ($1)
     UNION ALL SELECT to_jsonb(d) FROM routing_decisions d WHERE task_id = ANY ($1)`,
    [taskIds],
  )
  return JSON.stringify(rows)
}
