import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import type { WatchedSnapshots } from './worker-schemas.ts'

const watch: Statement = {
  name: 'queue_watch_snapshots',
  text: 'SELECT holder, seconds, alarm FROM queue.watch_snapshots()',
}

/** Whether somebody keeps an old snapshot open, which makes every claim slower; logged while it lasts. */
export async function watchSnapshots({ deps }: WorkerCtx): Promise<WatchedSnapshots> {
  const [row] = await deps.sql.query<{ holder: string; seconds: number; alarm: boolean }>(watch, [])
  if (row === undefined || !row.alarm) return { alarm: false }
  const { holder, seconds } = row
  deps.log.warn({ holder, minutes: Math.floor(seconds / 60) }, 'an old snapshot slows the queue')
  return { alarm: true }
}
