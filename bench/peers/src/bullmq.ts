import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { createTally, type Peer } from './peer.ts'

const jobsAtOnce = 100

/** BullMQ on a Redis of its own that flushes each second; null without a redis-server on this machine. */
export async function openBullMq(): Promise<Peer | null> {
  const redis = await startRedis()
  if (redis === null) return null
  const connection = new Redis(redis.port, '127.0.0.1', { maxRetriesPerRequest: null })
  connection.on('error', () => undefined)
  const queue = new Queue('work', { connection })
  return {
    name: 'BullMQ',
    inBatches: false,
    async enqueue(tasks) {
      for (let at = 0; at < tasks.length; at += 1_000) {
        const part = tasks.slice(at, at + 1_000)
        await queue.addBulk(part.map((task) => ({ name: 'work', data: { task } })))
      }
    },
    async drain(count, work) {
      const tally = createTally(count)
      const started = performance.now()
      const worker = new Worker<{ task: string }>(
        'work',
        async ({ data }) => {
          await work([data.task])
          tally.add(1)
        },
        { connection, concurrency: jobsAtOnce, removeOnComplete: { count: 0 } },
      )
      await tally.done
      const seconds = (performance.now() - started) / 1_000
      await worker.close()
      return seconds
    },
    async close() {
      await queue.close()
      connection.disconnect()
      await redis.stop()
    },
  }
}

async function startRedis(): Promise<{ port: number; stop(): Promise<void> } | null> {
  const port = await freePort()
  const folder = await mkdtemp(path.join(tmpdir(), 'aetherflow-redis-'))
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
  const flushing = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '']
  const child = spawn('redis-server', [...settings, ...flushing], { stdio: 'ignore' })
  const ended = endOf(child)
  const started = await Promise.race([ended.then(() => false), answers(port)])
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  if (started) return { port, stop }
  await stop()
  return null
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('error', () => resolve())
    child.once('close', () => resolve())
  })
}

async function answers(port: number): Promise<boolean> {
  const client = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => 50 })
  client.on('error', () => undefined)
  try {
    await client.connect().catch(() => undefined)
    return (await client.ping()) === 'PONG'
  } finally {
    client.disconnect()
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
