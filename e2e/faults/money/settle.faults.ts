import { createPool } from '@aetherflow/db/pool'
import { poolSql } from '@aetherflow/db/sql'
import { settle } from '@aetherflow/ledger/settle'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectSound } from '../../processes/expect-sound.ts'
import { closeGate } from '../../processes/gate.ts'
import { allEnded, attemptsOf } from '../../processes/look.ts'
import { openWorld, type World } from '../../processes/open-world.ts'
import { addConsumer, addSupply, submitTasks } from '../../processes/people.ts'
import { until } from '../../processes/until.ts'
import { startTcpProxy, type TcpProxy } from '../tcp-proxy.ts'

/** Leases (30 s) and call deadlines are past, the tasks' own (15 min) are not. */
const pastCallsMs = 130_000
const count = 12

let proxy: TcpProxy
let world: World
beforeAll(async () => {
  const { port } = new URL(process.env['TEST_CLUSTER_URL'] ?? '')
  proxy = await startTcpProxy({ host: '127.0.0.1', port: Number(port) })
  world = await openWorld({ databasePort: proxy.port })
  const worker = await world.startWorker()
  await Promise.all([addSupply(world), addSupply(world), addSupply(world)])
  await worker.end()
})
afterAll(async () => {
  await world.close()
  await proxy.close()
})

it('F11: a worker dies in the middle of a settlement: it rolls back, nobody pays twice', async () => {
  const consumer = await addConsumer(world)
  const gate = await closeGate(world, 'settle')
  const worker = await world.startWorker()
  const tasks = await submitTasks(world, consumer, count)
  await gate.stopped(1)
  worker.signal('SIGKILL')
  await worker.ended
  await gate.breakOff()
  await gate.open()
  const { rows } = await world.admin.query(
    'SELECT FROM settlements WHERE task_id = ANY ($1::uuid[])',
    [tasks],
  )
  expect(rows).toEqual([])
  await world.advance(pastCallsMs)
  const next = await world.startWorker()
  await until('every task to end', () => allEnded(world, tasks))
  await expectSound(world, consumer, tasks)
  await next.end()
})

it('F12: the news of a settlement is lost: settling again changes nothing', async () => {
  const consumer = await addConsumer(world)
  const worker = await world.startWorker()
  const tasks = await submitTasks(world, consumer, count)
  await proxy.loseAnswerTo((asked) => asked.includes('settle'))
  await until('every task to end', () => allEnded(world, tasks))
  const { completed } = await expectSound(world, consumer, tasks)
  expect(completed).toBe(count)
  await worker.end()
})

it('F13: two processes settle the same delivery at once: one does', async () => {
  const consumer = await addConsumer(world)
  const held = await closeGate(world, 'settle')
  const worker = await world.startWorker()
  const [taskId = ''] = await submitTasks(world, consumer, 1)
  await held.stopped(1)
  const [attempt] = await attemptsOf(world, [taskId])
  const { rows } = await world.admin.query<{ fence: bigint }>(
    'SELECT fence FROM tasks WHERE id = $1',
    [taskId],
  )
  const pools = [1, 2].map((number) =>
    createPool(world.database.workerUrl, { applicationName: `settler ${number}`, max: 5 }),
  )
  const item = {
    taskId,
    attemptId: attempt?.id ?? '',
    fence: BigInt(rows[0]?.fence ?? 0),
    image: {
      storageKey: 'images/other.jpg',
      thumbKey: 'images/other.webp',
      sha256: 'e'.repeat(64),
      mimeType: 'image/jpeg',
      width: 1,
      height: 1,
      sizeBytes: 1,
      seed: null,
      placeholder: '',
    },
    upstreamRequestId: null,
    latencyMs: 1,
  }
  const others = pools.flatMap((pool) => [1, 2, 3].map(() => settle(poolSql(pool), item)))
  await until('the others to wait', async () => {
    const { rows: waiting } = await world.admin.query(
      `SELECT FROM pg_locks WHERE NOT granted AND locktype IN ('transactionid', 'tuple')`,
    )
    return waiting.length >= others.length
  })
  await held.open()
  // Theirs is another picture for the same attempt: told so, and nothing moved.
  expect(new Set(await Promise.all(others))).toEqual(new Set(['conflict']))
  await until('the task to end', () => allEnded(world, [taskId]))
  const { completed } = await expectSound(world, consumer, [taskId])
  expect(completed).toBe(1)
  await Promise.all([...pools.map((pool) => pool.end()), worker.end()])
})
