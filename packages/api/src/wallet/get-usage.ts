import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { maxUsageGroups, type Usage, type UsageInput } from './usage-schemas.ts'

// Roll-ups alone: a year of days is read by the primary key, whatever number of tasks stands behind them.
const ranked = (key: 'model_id' | 'resource_id::text'): string => `
  WITH used AS (
    SELECT day, ${key} AS id, tasks, amount FROM usage_days
     WHERE user_id = $1 AND side = $2::usage_side AND day BETWEEN $3::date AND $4::date),
  ranks AS (
    SELECT id, row_number() OVER (ORDER BY sum(amount) DESC, id) AS rank FROM used GROUP BY id)
  SELECT u.day::text AS day, CASE WHEN r.rank <= $5 THEN u.id END AS id, least(r.rank, $5 + 1)::int AS rank,
         sum(u.tasks)::int AS tasks, sum(u.amount)::bigint AS amount
    FROM used u JOIN ranks r ON r.id = u.id
   GROUP BY 1, 2, 3 ORDER BY 1, 3`

const statements: Record<UsageInput['by'], Statement> = {
  model: { name: 'usage_by_model', text: ranked('model_id') },
  resource: { name: 'usage_by_resource', text: ranked('resource_id::text') },
}
const namesOfResources: Statement = {
  name: 'usage_resource_names',
  text: `SELECT id, name FROM resources WHERE owner_id = $1 AND id = ANY($2::uuid[])`,
}

type Row = { day: string; id: string | null; rank: number; tasks: number; amount: bigint }

/** What the caller spent or earned per UTC day, by model or by resource; the five largest and the rest together. */
export async function getUsage(ctx: UserCtx, input: UsageInput): Promise<Usage> {
  const { sql } = ctx.deps
  const { side, by, from, to } = input
  const rows = await sql.query<Row>(statements[by], [
    ctx.actor.userId,
    side,
    from,
    to,
    maxUsageGroups,
  ])
  const ranks = [...new Set(rows.map(({ rank }) => rank))].toSorted((a, b) => a - b)
  const groups = ranks.map((rank) => {
    const own = rows.filter((row) => row.rank === rank)
    return {
      id: own[0]?.id ?? null,
      name: null as string | null,
      tasks: own.reduce((sum, { tasks }) => sum + tasks, 0),
      amount: own.reduce((sum, { amount }) => sum + amount, 0n),
    }
  })
  if (by === 'resource') await nameResources(ctx, groups)
  const place = new Map(ranks.map((rank, at) => [rank, at]))
  return {
    groups,
    days: rows.map(({ day, rank, tasks, amount }) => ({
      day,
      group: place.get(rank) ?? 0,
      tasks,
      amount,
    })),
  }
}

async function nameResources(ctx: UserCtx, groups: Usage['groups']): Promise<void> {
  const ids = groups.flatMap(({ id }) => (id === null ? [] : [id]))
  const names = await ctx.deps.sql.query<{ id: string; name: string }>(namesOfResources, [
    ctx.actor.userId,
    ids,
  ])
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  for (const group of groups) group.name = nameOf.get(group.id ?? '') ?? null
}
