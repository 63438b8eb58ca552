import type { Sql, Statement } from '@aetherflow/db/sql'

const read: Statement = {
  name: 'tasks_closed_models',
  text: `SELECT model_id AS "modelId", max(closed_until) AS until FROM filter_strikes
         WHERE user_id = $1 AND closed_until > public.clock_now() GROUP BY model_id`,
}

/** Models that are closed to a user after filtered outputs, with the end of it. */
export async function closedModels(sql: Sql, userId: string): Promise<ReadonlyMap<string, Date>> {
  const rows = await sql.query<{ modelId: string; until: Date }>(read, [userId])
  return new Map(rows.map(({ modelId, until }) => [modelId, until]))
}
