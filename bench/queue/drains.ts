import { openBullMq } from '@aetherflow/bench-peers/bullmq'
import { openGraphile } from '@aetherflow/bench-peers/graphile'
import type { Peer } from '@aetherflow/bench-peers/peer'
import { openPgBoss } from '@aetherflow/bench-peers/pg-boss'
import type { Deps } from '@aetherflow/api/deps'
import { poolSql, type Sql } from '@aetherflow/db/sql'
import type pg from 'pg'
import { claimSome, deliver, drain, finish } from './our-queue.ts'
import { addPending } from './pending.ts'
import { plainClaim, plainFinish, rowsOf } from './plain-claim.ts'

const loops = 2
const batch = 100

export type Field = {
  admin: pg.Pool
  /** What the other queues and their handlers work through. */
  adminPool: pg.Pool
  deps: Deps
  owners: readonly string[]
  peers: Peer[]
}

export async function openPeers(pool: pg.Pool, adminUrl: string): Promise<Peer[]> {
  const peers = [await openGraphile(pool), await openPgBoss(adminUrl, pool)]
  const bullmq = await openBullMq()
  if (bullmq === null)
    console.log('BullMQ is left out: there is no redis-server here (apt-get install redis-server)')
  else peers.push(bullmq)
  return peers
}

/** Everybody once with the same rows to write, and once with nothing to write: tasks per second by name. */
export async function drainAll(field: Field, count: number): Promise<Record<string, number>> {
  const { admin, adminPool, deps, owners, peers } = field
  const sql = poolSql(adminPool)
  const rates: Record<string, number> = {}
  const ours = async (name: string, end: typeof finish) => {
    await addPending(admin, 'public', owners, count)
    const seconds = await drain(count, loops, async () => {
      const calls = await claimSome(deps, batch)
      await end(deps, calls)
      return calls.length
    })
    rates[name] = count / seconds
  }
  await ours('aetherflow, claim + finish', finish)
  await ours('aetherflow, claim + intent + delivery', deliver)
  for (const peer of peers) {
    const tasks = await addPending(admin, 'peers', owners, count)
    await peer.enqueue(tasks)
    const write = rowsOf(sql)
    rates[`${peer.name}, same rows`] = count / (await peer.drain(count, write))
    if (!peer.inBatches) continue
    // The same queue with a handler a job, which is how results come in: one by one.
    const again = await addPending(admin, 'peers', owners, count)
    await peer.enqueue(again)
    const single = (tasks: readonly string[]) =>
      Promise.all(tasks.map((task) => write([task]))).then(() => undefined)
    rates[`${peer.name} one by one, same rows`] = count / (await peer.drain(count, single))
  }
  for (const peer of peers) {
    await peer.enqueue(Array.from({ length: count }, () => crypto.randomUUID()))
    rates[`${peer.name}, no-op`] = count / (await peer.drain(count, async () => undefined))
  }
  Object.assign(rates, await claimsAlone(field, sql, count))
  return rates
}

/** The claim by itself, with every limit kept and with none: what limits cost. */
async function claimsAlone(
  { admin, deps, owners }: Field,
  sql: Sql,
  count: number,
): Promise<Record<string, number>> {
  const rates: Record<string, number> = {}
  for (const atOnce of [50, 100]) {
    await addPending(admin, 'public', owners, count)
    let finishing = 0
    const limited = await drain(count, loops, async () => {
      const calls = await claimSome(deps, atOnce)
      const at = performance.now()
      await finish(deps, calls)
      finishing += (performance.now() - at) / 1_000 / loops
      return calls.length
    })
    rates[`claim with limits, ${atOnce} at once`] = count / Math.max(limited - finishing, 0.001)
    await addPending(admin, 'peers', owners, count)
    finishing = 0
    const free = await drain(count, loops, async () => {
      const claims = await plainClaim(sql, atOnce)
      const at = performance.now()
      await plainFinish(sql, claims)
      finishing += (performance.now() - at) / 1_000 / loops
      return claims.length
    })
    rates[`claim without limits, ${atOnce} at once`] = count / Math.max(free - finishing, 0.001)
    rates[`claim + finish without limits, ${atOnce} at once`] = count / free
  }
  return rates
}
