import { withTransaction } from '@aetherflow/db/transaction'
import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import type { ReportRing, RingReported } from './worker-schemas.ts'

const report: Statement = {
  name: 'ring_report',
  text: `INSERT INTO vault_ring_reports (worker_id, primary_key_id, key_ids, reported_at) VALUES ($1, $2, $3::text[], clock_now())
         ON CONFLICT (worker_id) DO UPDATE SET primary_key_id = excluded.primary_key_id, key_ids = excluded.key_ids,
           reported_at = excluded.reported_at`,
}
const forget: Statement = {
  name: 'ring_report_forget',
  text: `DELETE FROM vault_ring_reports WHERE reported_at < clock_now() - interval '1 hour'`,
}
const meet: Statement = {
  name: 'vault_key_meet',
  text: `INSERT INTO vault_keys (id, first_seen_at) SELECT k, clock_now() FROM unnest($1::text[]) k ORDER BY k ON CONFLICT DO NOTHING`,
}
// A key is out of use when no worker that lives seals to it, and empty when no ciphertext names it.
const judge: Statement = {
  name: 'vault_keys_judge',
  text: `UPDATE vault_keys v SET
           superseded_at = CASE WHEN n.primary THEN NULL ELSE coalesce(v.superseded_at, clock_now()) END,
           empty_since = CASE WHEN n.named THEN NULL ELSE coalesce(v.empty_since, clock_now()) END
         FROM (SELECT k.id, EXISTS (SELECT FROM vault_ring_reports r WHERE r.primary_key_id = k.id) AS primary,
                 EXISTS (SELECT FROM credentials c WHERE c.vault_key_id = k.id AND c.sealed IS NOT NULL) AS named
               FROM vault_keys k) n
         WHERE n.id = v.id AND ((v.superseded_at IS NULL) <> n.primary OR (v.empty_since IS NULL) <> n.named)`,
}

const unopened: Statement = {
  name: 'vault_keys_unopened',
  text: `SELECT DISTINCT vault_key_id AS id FROM credentials
         WHERE sealed IS NOT NULL AND vault_key_id <> ALL ($1::text[]) ORDER BY id LIMIT 64`,
}

/**
 * Which vault keys this worker can open, by id alone, and what of that is still named by a row. Answers which it cannot
 * open although a row names them: it was started with another ring, or with one that is not up to date.
 */
export async function reportRing(ctx: WorkerCtx, input: ReportRing): Promise<RingReported> {
  const { primaryKeyId, keyIds } = input
  await withTransaction(ctx.deps.pool, async (sql) => {
    await sql.query(report, [ctx.actor.workerId, primaryKeyId, keyIds])
    await sql.query(forget, [])
    await sql.query(meet, [keyIds])
    await sql.query(judge, [])
  })
  const missing = await ctx.deps.sql.query<{ id: string }>(unopened, [keyIds])
  return { missing: missing.map(({ id }) => id) }
}
