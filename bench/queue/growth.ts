import { clientSql } from '@aetherflow/db/sql'
import pg from 'pg'
import { median } from '../measure/median.ts'
import { addPending } from './pending.ts'
import type { Field } from './drains.ts'
import { claimSome, finish } from './our-queue.ts'

const rounds = 200

export type Growth = { claimMs: number; buffers: { peek: number; claim: number } }

/** The claim of one task while so many finished ones lie in the table: its median time and the pages it touches. */
export async function measureClaim(
  { admin, deps, owners }: Field,
  superuserUrl: string,
): Promise<Growth> {
  await addPending(admin, 'public', owners, rounds + 20)
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const at = performance.now()
    const calls = await claimSome(deps, 1)
    times.push(performance.now() - at)
    await finish(deps, calls)
  }
  return { claimMs: median(times), buffers: await buffersOf(superuserUrl) }
}

// Inside a transaction that is rolled back: what is explained also runs.
async function buffersOf(url: string): Promise<Growth['buffers']> {
  const client = new pg.Client({ connectionString: url })
  // The server may be stopped under it when something else failed.
  client.on('error', () => undefined)
  await client.connect()
  const sql = clientSql(client)
  const explain = async (statement: string) => {
    const [row] = await sql.query<{ 'QUERY PLAN': { Plan: Record<string, number> }[] }>(
      {
        name: `explain ${statement}`.slice(0, 60),
        text: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${statement}`,
      },
      [],
    )
    const plan = row?.['QUERY PLAN'][0]?.Plan ?? {}
    return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0)
  }
  const peeking = `SELECT * FROM queue.peek(ARRAY['stability:sd3.5-medium'], ARRAY[1])`
  // The first run of a session plans; the second is what a worker sees.
  await explain(peeking)
  const peek = await explain(peeking)
  const { rows } = await client.query<{ task: string; resource: string }>(
    `SELECT t.id AS task, r.id AS resource FROM tasks t JOIN resources r ON r.owner_id = t.user_id
     WHERE t.status = 'pending' ORDER BY t.fair_key, t.id LIMIT 2`,
  )
  const counts: number[] = []
  for (const { task, resource } of rows) {
    await client.query('BEGIN')
    counts.push(
      await explain(
        `SELECT queue.claim('bench', ARRAY['${task}']::uuid[],
           '[{"task": "${task}", "resources": ["${resource}"]}]'::jsonb)`,
      ),
    )
    await client.query('ROLLBACK')
  }
  await client.end()
  return { peek, claim: counts[1] ?? Number.NaN }
}
