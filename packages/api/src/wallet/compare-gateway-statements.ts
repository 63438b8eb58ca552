import type { Statement } from '@aetherflow/db/sql'
import type {
  PaymentGateway,
  StatementLine,
} from '@aetherflow/integrations/payment/payment-gateway'
import type { WorkerCtx } from '../context.ts'
import type { Deps } from '../deps.ts'
import { compareDay } from './internal/compare-day.ts'
import type { Batch } from './schemas.ts'

// Yesterday and the two days before, each once per UTC day: a gateway's books may be corrected for a while.
const due: Statement = {
  name: 'gateway_statements_due',
  text: `SELECT d.day::text AS day
           FROM (SELECT (clock_now() AT TIME ZONE 'UTC')::date AS day) today
          CROSS JOIN LATERAL (SELECT today.day - n AS day FROM generate_series(1, 3) n) d
          WHERE NOT EXISTS (SELECT FROM gateway_statements s WHERE s.gateway = $1 AND s.day = d.day
                               AND (s.checked_at AT TIME ZONE 'UTC')::date >= today.day)
          ORDER BY d.day`,
}
/** We record a thing when we hear of it, up to so many days after the gateway's books show it. */
const daysBefore = [1, 2]
const dayMs = 24 * 3_600_000

/** Compares what each gateway says it moved on the last days with what we recorded; a gateway without books yet is tried again. */
export async function compareGatewayStatements(ctx: WorkerCtx): Promise<Batch> {
  let processed = 0
  for (const gateway of ctx.deps.gateways.values())
    processed += await compareGateway(ctx.deps, gateway)
  return { processed, more: false }
}

async function compareGateway(deps: Deps, gateway: PaymentGateway): Promise<number> {
  const days = await deps.sql.query<{ day: string }>(due, [gateway.id])
  const read = new Map<string, Promise<StatementLine[] | null>>()
  const linesOf = (day: string) => {
    const lines = read.get(day) ?? readLines(deps, gateway, day)
    read.set(day, lines)
    return lines
  }
  let compared = 0
  for (const { day } of days) {
    const theirs = await linesOf(day)
    if (theirs === null) continue
    const before = await Promise.all(daysBefore.map((back) => linesOf(dayBefore(day, back))))
    await compareDay(deps, gateway, {
      day,
      theirs,
      recent: [...theirs, ...before.flatMap((lines) => lines ?? [])],
    })
    compared += 1
  }
  return compared
}

function readLines(
  deps: Deps,
  gateway: PaymentGateway,
  day: string,
): Promise<StatementLine[] | null> {
  return gateway.statement(day).catch((err: unknown) => {
    deps.log.warn({ err, gateway: gateway.id, day }, 'no books of the day')
    return null
  })
}

const dayBefore = (day: string, back: number) =>
  new Date(Date.parse(day) - back * dayMs).toISOString().slice(0, 10)
