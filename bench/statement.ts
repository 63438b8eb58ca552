import { parseArgs } from 'node:util'
import { addUser } from '@aetherflow/api/testing/arrange'
import { userCtx } from '@aetherflow/api/testing/contexts'
import { listStatement } from '@aetherflow/api/wallet/list-statement'
import type { Statement } from '@aetherflow/db/sql'
import { median } from './measure/median.ts'
import { seedLongStatement } from './stage/long-statement.ts'
import { openStage, type Stage } from './stage/open-stage.ts'

// A page of a long statement, first and deep, beside the bare SQL of the same page (README.md).
const { values } = parseArgs({ options: { entries: { type: 'string', default: '10000000' } } })
const limit = 50
const rounds = 3
const pagesPerRound = 200
const bounds = { deepOverFirst: 1.5, overBare: 2 }

const bare: Statement = {
  name: 'bench_bare_page',
  text: 'SELECT * FROM statement_lines WHERE user_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3',
}

const stage = await openStage()
try {
  process.exitCode = (await measure(stage)) ? 0 : 1
} finally {
  await stage.close()
}

async function measure(on: Stage): Promise<boolean> {
  const reader = await addUser(on)
  const others = (await Promise.all(Array.from({ length: 20 }, () => addUser(on)))).map(
    ({ id }) => id,
  )
  const seeding = performance.now()
  const { lines, entries } = await seedLongStatement(on.superuserUrl, {
    reader: reader.id,
    others,
    entries: Number(values.entries),
  })
  const seconds = (performance.now() - seeding) / 1_000
  console.log(`${entries} entries, ${lines} lines of the reader, seeded in ${seconds.toFixed(0)} s`)

  const ctx = userCtx(on.deps, reader)
  const deep = await idAtDepth(on, reader.id, Math.floor(lines * 0.9))
  const places = { first: undefined, deep }
  const procedure = (before: bigint | undefined) =>
    listStatement(ctx, { limit, types: [], ...(before === undefined ? {} : { before }) })
  const sql = (before: bigint | undefined) =>
    on.deps.sql.query(bare, [reader.id, before ?? 9_223_372_036_854_775_807n, limit + 1])
  const times = { first: [] as number[], deep: [] as number[] }
  const bareTimes = { first: [] as number[], deep: [] as number[] }
  for (let round = 0; round <= rounds; round++) {
    for (let page = 0; page < pagesPerRound; page++) {
      for (const place of ['first', 'deep'] as const) {
        const through = await timed(() => procedure(places[place]))
        const alone = await timed(() => sql(places[place]))
        // The first round warms connections, plans and pages.
        if (round === 0) continue
        times[place].push(through)
        bareTimes[place].push(alone)
      }
    }
  }
  return report(times, bareTimes)
}

type Times = { first: number[]; deep: number[] }

function report(times: Times, bareTimes: Times): boolean {
  for (const place of ['first', 'deep'] as const) {
    const [page, alone] = [median(times[place]), median(bareTimes[place])]
    console.log(
      `${place.padEnd(6)} page ${page.toFixed(2)} ms, bare SQL of the same page ${alone.toFixed(2)} ms`,
    )
  }
  const ratios = {
    'deep-over-first': median(times.deep) / median(times.first),
    'first-over-bare': median(times.first) / median(bareTimes.first),
    'deep-over-bare': median(times.deep) / median(bareTimes.deep),
  }
  const shown = Object.entries(ratios).map(([name, ratio]) => `${name}=${ratio.toFixed(3)}`)
  console.log(`ratio ${shown.join(' ')}`)
  return (
    Math.max(ratios['deep-over-first'], 1 / ratios['deep-over-first']) <= bounds.deepOverFirst &&
    Math.max(ratios['first-over-bare'], ratios['deep-over-bare']) <= bounds.overBare
  )
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** The id of the reader's line that has so many newer ones. */
async function idAtDepth({ admin }: Stage, reader: string, depth: number): Promise<bigint> {
  const { rows } = await admin.query<{ id: string }>(
    `SELECT l.id FROM (SELECT id, row_number() OVER (ORDER BY id DESC) AS place FROM statement_lines WHERE user_id = $1) l
     WHERE l.place = $2`,
    [reader, depth],
  )
  return BigInt(rows[0]?.id ?? 0)
}
