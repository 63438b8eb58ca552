import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  addKey,
  type KeyRing,
  makePrimary,
  primaryPublicKey,
  retireKey,
  serializeKeyRing,
} from '@aetherflow/crypto/key-ring'
import { sealCredential } from '@aetherflow/crypto/seal-credential'
import { verificationTag } from '@aetherflow/crypto/verification-tag'
import { addCredits, addUser } from '@aetherflow/api/testing/arrange'
import { expect, it } from 'vitest'
import { type Envelope, openEnvelope } from '../attempt/open-envelope.ts'
import { workerMarket } from '../testing/worker-market.ts'

const market = workerMarket()

/** `ROTATION_CREDENTIALS=10000` is the whole of it; each kill falls into the middle of the work. */
const count = Number(process.env['ROTATION_CREDENTIALS'] ?? '300')
const kills = count >= 10_000 ? 20 : 4
const batch = count >= 10_000 ? 100 : 10

async function fill(ring: KeyRing, ownerId: string): Promise<void> {
  const [account] = (
    await market.test.admin.query<{ id: string }>(
      `INSERT INTO upstream_accounts (upstream_id, account_hash, balance_e4, balance_at, concurrency_limit)
       VALUES ('stability', repeat('a', 64), 100000000, clock_now(), 100) RETURNING id`,
    )
  ).rows
  for (let from = 0; from < count; from += 500) {
    const rows = await Promise.all(
      Array.from({ length: Math.min(500, count - from) }, async () => {
        const context = {
          credentialId: randomUUID(),
          version: 1,
          ownerId,
          upstream: 'stability',
          upstreamHost: 'api.stability.ai',
        }
        const key = `sk-sim-${randomUUID()}`
        const sealed = await sealCredential(primaryPublicKey(ring), context, key)
        const tag = verificationTag(ring, sealed, context)
        return { id: context.credentialId, resource: randomUUID(), sealed, tag }
      }),
    )
    await market.test.admin.query(
      `WITH x AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, resource uuid, sealed text, tag text)),
       r AS (INSERT INTO resources (id, owner_id, client_id, request_hash, upstream_id, upstream_account_id, name, status, concurrency_limit,
           requests_per_minute, warranty_version, warranty_at)
         SELECT resource, $2, resource, repeat('0', 64), 'stability', $3, 'k', 'active', 100, 6000, '2026-11', now() FROM x RETURNING id),
       c AS (INSERT INTO resource_counters (resource_id) SELECT id FROM r)
       INSERT INTO credentials (id, resource_id, version, state, sealed, verification_tag, fingerprint, vault_key_id, begin_expires_at)
       SELECT x.id, x.resource, 1, 'active', x.sealed, x.tag, md5(x.id::text) || md5(x.id::text), split_part(x.sealed, '.', 2), now()
       FROM x JOIN r ON r.id = x.resource`,
      [JSON.stringify(rows), ownerId, account?.id],
    )
  }
}

const envelopes = `SELECT c.id AS "credentialId", c.version, r.owner_id AS "ownerId", 'stability' AS upstream,
    'api.stability.ai' AS "upstreamHost", c.sealed, c.verification_tag AS tag
  FROM credentials c JOIN resources r ON r.id = c.resource_id WHERE c.state = 'active'`

type Use = { uses: number; failed: number; claimed: number }

/** Uses keys as workers do: claims and dispatches tasks, and opens envelopes a moment after they were read. */
async function use(ring: KeyRing, over: () => boolean): Promise<Use> {
  const total = { uses: 0, failed: 0, claimed: 0 }
  const open = async (envelope: Envelope) => {
    total.uses += 1
    await openEnvelope(ring, envelope).catch(() => (total.failed += 1))
  }
  const reading = async () => {
    while (!over()) {
      const some = `${envelopes} AND c.id > $1 ORDER BY c.id LIMIT 20`
      const { rows } = await market.test.admin.query<Envelope>(some, [randomUUID()])
      await sleep(Math.random() * 20)
      await Promise.all(rows.map(open))
    }
  }
  const claiming = async () => {
    while (!over()) {
      const { calls } = await market.caller.tasks.claim({ limit: 4 })
      // Within its upstream's rate; what waits is claimed first.
      if (calls.length === 0) await Promise.all([market.submit(2), sleep(50)])
      for (const { attemptId, fence, envelope } of calls) {
        await open(envelope)
        const dispatched = await market.caller.tasks.dispatching({ attemptId, fence })
        if (!dispatched.ok) total.failed += 1
        total.claimed += 1
        const ended = { attemptId, fence, code: 'BAD_REQUEST' as const, retryAfterMs: null }
        const results = [{ ...ended, requestId: null, latencyMs: 1 }]
        await market.caller.tasks.fail({ results })
      }
    }
  }
  await Promise.all([reading(), reading(), claiming()])
  return total
}

type Resealing = { child: ChildProcess; rounds: () => number; said: Promise<'done' | 'ended'> }

function startResealing(ringFile: string, folder: string): Resealing {
  const script = new URL('../testing/reseal-process.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [script], {
    env: {
      PATH: process.env['PATH'],
      AETHERFLOW_MODE: 'test',
      PUBLIC_URL: 'http://127.0.0.1:9',
      DATABASE_URL: market.test.database.workerUrl,
      VAULT_KEY_RING_FILE: ringFile,
      STORAGE_ROOT: folder,
      SIMULATOR_URL: market.simulator.url,
      LOG_LEVEL: 'silent',
      RESEAL_BATCH: String(batch),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let rounds = 0
  const said = new Promise<'done' | 'ended'>((resolve) => {
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => {
      if (line === 'round') rounds += 1
      if (line === 'done') resolve('done')
    })
    child.on('exit', () => resolve('ended'))
  })
  return { child, rounds: () => rounds, said }
}

async function killInTheMiddle({ child, rounds, said }: Resealing): Promise<void> {
  let over = false
  void said.then(() => (over = true))
  while (rounds() < 1 && !over) await sleep(2)
  await sleep(Math.random() * 15)
  child.kill('SIGKILL')
  await said
}

it(
  `reseals ${count} keys under load, killed ${kills} times, and no use fails`,
  { timeout: 600_000 },
  async () => {
    const owner = await addUser(market.test, 'provider')
    await addCredits(market.test, market.consumer, 10_000)
    const old = market.test.keyRing
    await fill(old, owner.id)
    const rolledOut = await addKey(old)
    const ring = makePrimary(rolledOut, rolledOut.keys.at(-1)?.id ?? '')
    const folder = await mkdtemp(join(tmpdir(), 'aetherflow-ring-'))
    const ringFile = join(folder, 'ring.json')
    await writeFile(ringFile, serializeKeyRing(ring).reveal(), { mode: 0o600 })
    let over = false
    // Some workers were restarted with the new primary key, some know it and do not use it yet.
    const load = Promise.all([ring, rolledOut].map((one) => use(one, () => over)))
    const left = async () => {
      const text = `SELECT count(*)::integer AS n FROM credentials WHERE vault_key_id = $1 AND state = 'active'`
      return Number((await market.test.admin.query(text, [old.primaryKeyId])).rows[0].n)
    }
    const startedAt = performance.now()
    const progress: number[] = []
    for (let kill = 0; kill < kills; kill += 1) {
      await killInTheMiddle(startResealing(ringFile, folder))
      progress.push(await left())
    }
    const last = startResealing(ringFile, folder)
    expect(await last.said).toBe('done')
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10
    over = true
    const totals = await load
    const uses = totals.reduce((sum, one) => sum + one.uses, 0)
    const claimed = totals.reduce((sum, one) => sum + one.claimed, 0)
    expect(totals.map(({ failed }) => failed)).toEqual([0, 0])
    expect(claimed).toBeGreaterThan(0)
    expect(await left()).toBe(0)
    // The kills were no formality: the work was under way at each.
    expect(progress[0]).toBeLessThan(count)
    expect(new Set(progress).size).toBeGreaterThan(kills / 2)
    const retired = retireKey(ring, old.primaryKeyId)
    const { rows } = await market.test.admin.query<Envelope>(envelopes)
    expect(rows).toHaveLength(count)
    for (const envelope of rows) await openEnvelope(retired, envelope)
    process.stdout.write(
      `resealed ${count} in ${seconds} s, ${kills} kills, ${uses} uses (${claimed} claimed), left after each kill: ${progress.join(' ')}\n`,
    )
    await rm(folder, { recursive: true, force: true })
  },
)
