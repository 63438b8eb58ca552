import type { Sql, Statement } from '@aetherflow/db/sql'

// A user's ids rise with time, so the first line at or after an instant is found by halving the ids:
// some forty look-ups in the index by user and id, where an index by time would be one more to write.
const seek: Statement = {
  name: 'statement_seek',
  text: `WITH RECURSIVE ends AS (
           SELECT (SELECT id FROM statement_lines WHERE user_id = $1 ORDER BY id LIMIT 1) AS low,
                  (SELECT id FROM statement_lines WHERE user_id = $1 ORDER BY id DESC LIMIT 1) + 1 AS high),
         halves (low, high) AS (
           SELECT low, high FROM ends WHERE low IS NOT NULL
           UNION ALL
           SELECT CASE WHEN l.created_at < $2 THEN l.id + 1 ELSE h.low END,
                  CASE WHEN l.created_at < $2 THEN h.high ELSE m.id END
             FROM halves h
             CROSS JOIN LATERAL (SELECT h.low + (h.high - h.low) / 2 AS id) m
             CROSS JOIN LATERAL (SELECT s.id, s.created_at FROM statement_lines s
                                  WHERE s.user_id = $1 AND s.id >= m.id ORDER BY s.id LIMIT 1) l
            WHERE h.low < h.high)
         SELECT low AS id FROM halves WHERE low >= high`,
}

/**
 * A transaction stamps its lines before it waits for the wallet, so neighbours may be out of order by as
 * long as a statement may take.
 */
const slackMs = 60_000

/** The smallest id from which on a user's lines can be at or after `at`; null without any line. */
export async function seekLine(
  sql: Sql,
  userId: string,
  at: Date,
  side: 'from' | 'until',
): Promise<bigint | null> {
  const shifted = new Date(at.getTime() + (side === 'from' ? -slackMs : slackMs))
  const [found] = await sql.query<{ id: bigint }>(seek, [userId, shifted])
  return found?.id ?? null
}
