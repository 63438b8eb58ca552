import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { remedyFor } from './internal/remedy-for.ts'
import { standingOf } from './internal/standing-of.ts'
import { routingView } from './internal/routing-view.ts'
import type { WhyNotMine, WhyNotMineInput } from './why-schemas.ts'

const readResource: Statement = {
  name: 'tasks_why_not_resource',
  text: `SELECT r.price_e4 AS "priceE4", r.status::text AS status,
           date_trunc('hour', public.clock_now() - $3::integer * interval '1 hour', 'UTC') AS since
         FROM resources r WHERE r.id = $1 AND r.owner_id = $2 AND r.deleted_at IS NULL`,
}
// At most a row per hour and reason is kept, so this reads a few hundred at the most.
const readSkips: Statement = {
  name: 'tasks_why_not_skips',
  text: `SELECT s.reason, sum(s.count)::integer AS count, sum(s.gap_sum) AS "gapSum", sum(s.price_sum) AS "priceSum",
           sum(s.priced)::integer AS priced
         FROM resource_skips s JOIN resources r ON r.id = s.resource_id
         WHERE r.id = $1 AND r.owner_id = $2 AND s.hour >= $3 GROUP BY s.reason ORDER BY count DESC, s.reason`,
}
type SkipRow = { reason: string; count: number; gapSum: number; priceSum: number; priced: number }

/**
 * Why tasks went past one of the caller's resources: counts by reason over the last hour or day (whole hours
 * of the clock, a few seconds late), how far behind it was where another scored higher, and what would change
 * it. Reads the hourly sums, never single decisions. Throws NOT_FOUND.
 */
export async function whyNotMine(
  { deps, actor }: UserCtx,
  { resourceId, hours }: WhyNotMineInput,
): Promise<WhyNotMine> {
  const [resource] = await deps.sql.query<{ priceE4: bigint; status: string; since: Date }>(
    readResource,
    [resourceId, actor.userId, hours],
  )
  if (resource === undefined) throw new DomainError('NOT_FOUND')
  const { priceE4, since } = resource
  const [rows, view] = await Promise.all([
    deps.sql.query<SkipRow>(readSkips, [resourceId, actor.userId, since]),
    routingView(deps),
  ])
  const countOf = (reason: string) => rows.find((row) => row.reason === reason)?.count ?? 0
  const outscored = rows.find(({ reason }) => reason === 'OUTSCORED')
  const standing = standingOf(view, resourceId)
  return {
    since,
    chosen: countOf('CHOSEN'),
    passedOver: rows.reduce((sum, { count }) => sum + count, 0) - countOf('CHOSEN'),
    standing: standing === null ? null : { reason: standing, remedy: remedyFor(standing) },
    reasons: rows
      .filter(({ reason }) => reason !== 'CHOSEN' && reason !== 'OUTSCORED')
      .map(({ reason, count }) => ({ reason, count, remedy: remedyFor(reason) })),
    outscored:
      outscored === undefined
        ? null
        : {
            count: outscored.count,
            averageGap: outscored.gapSum / outscored.count,
            winnable: outscored.priced,
            winningPriceE4:
              outscored.priced === 0
                ? null
                : BigInt(Math.floor(outscored.priceSum / outscored.priced)),
          },
    priceE4,
  }
}
