import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'

// An hour at least, for envelopes that are in hands; then as soon as no use of it can be asked about any more. After a
// day it goes whatever happens: a job that old is not answered.
const destroy: Statement = {
  name: 'credentials_destroy_retired',
  text: `UPDATE credentials SET state = 'destroyed', sealed = NULL, destroyed_at = clock_now()
         WHERE id IN (
           SELECT c.id FROM credentials c
           WHERE c.state = 'retired' AND c.retired_at < clock_now() - interval '1 hour'
             AND (c.retired_at < clock_now() - interval '1 day' OR NOT EXISTS (
               SELECT FROM attempts a WHERE a.resource_id = c.resource_id AND a.credential_id = c.id
                 AND a.claimed_at > c.retired_at - interval '1 day'
                 AND (a.state IN ('claimed', 'dispatched') OR a.state = 'unknown' AND a.resolved_at IS NULL AND a.job_ref IS NOT NULL)))
           ORDER BY c.retired_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING id`,
}

/** Destroys the ciphertext of keys that were replaced, once nothing that began with them needs them. */
export async function destroyRetired(
  ctx: WorkerCtx,
  input: { limit: number },
): Promise<{ processed: number; more: boolean }> {
  const destroyed = await ctx.deps.sql.query(destroy, [input.limit])
  return { processed: destroyed.length, more: destroyed.length === input.limit }
}
