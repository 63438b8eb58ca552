import { countUsage } from '../count-usage.ts'
import type { LedgerDatabase } from './ledger-database.ts'
import { untilFinal } from './until-final.ts'

export type UsageDay = {
  userId: string
  side: string
  day: string
  modelId: string
  resourceId: string
  tasks: number
  amount: bigint
}

export async function countAllUsage(db: LedgerDatabase, limit = 100): Promise<void> {
  await untilFinal(db)
  while ((await countUsage(db.worker, { limit })).read > 0);
}

const columns = `user_id AS "userId", side::text AS side, day::text AS day, model_id AS "modelId",
  resource_id AS "resourceId", tasks, amount`

/** What the tailer has counted. */
export function usageDays(db: LedgerDatabase): Promise<UsageDay[]> {
  return db.run<UsageDay>(`SELECT ${columns} FROM usage_days ORDER BY 1, 2, 3, 4, 5`)
}

/** The same from the settlements as they are now: what they cost and brought after all reversals. */
export function recountedUsage(db: LedgerDatabase): Promise<UsageDay[]> {
  return db.run<UsageDay>(`
    SELECT ${columns} FROM (
      SELECT g.user_id, g.side, (s.created_at AT TIME ZONE 'UTC')::date AS day, t.model_id, s.resource_id,
             count(*)::integer AS tasks, sum(g.amount)::bigint AS amount
        FROM settlements s JOIN tasks t ON t.id = s.task_id
        CROSS JOIN LATERAL (VALUES
          (s.consumer_id, 'spent', s.price - s.reversed),
          (s.provider_id, 'earned', s.provider_share - (s.reversed - s.fee_reversed))) AS g (user_id, side, amount)
       WHERE s.transfer_id IS NOT NULL
       GROUP BY 1, 2, 3, 4, 5) u ORDER BY 1, 2, 3, 4, 5`)
}
