import type { Sql, Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../../context.ts'
import type { ReportVerification } from '../worker-schemas.ts'
import { recoverable, statusReason } from '../status-reasons.ts'
import { reviewSharing } from './review-sharing.ts'

type Passed = Extract<ReportVerification['result'], { kind: 'passed' }> & {
  /** When the worker took the key: its balance was read after that. */
  claimedAt: Date
}

const retireOlder: Statement = {
  name: 'credential_retire_older',
  text: `UPDATE credentials SET state = 'retired', retired_at = clock_now() WHERE state = 'active' AND id <> $1
           AND resource_id = (SELECT resource_id FROM credentials WHERE id = $1)`,
}
// The tag fits the text that was looked at. One that was sealed anew since names another vault key and has its own tag.
const activate: Statement = {
  name: 'credential_activate',
  text: `UPDATE credentials SET state = 'active', fingerprint = $4, verified_at = now(),
           verification_tag = CASE WHEN split_part(sealed, '.', 2) = $3 THEN $2 ELSE verification_tag END,
           vault_key_id = split_part(sealed, '.', 2)
         WHERE id = $1 AND state IN ('sealed', 'active') AND sealed IS NOT NULL RETURNING resource_id`,
}
// A vendor that names no account says nothing against the account that the resource has: its owner goes on there.
const meetAccount: Statement = {
  name: 'upstream_account_meet',
  text: `WITH kept AS (SELECT upstream_account_id AS id FROM resources WHERE id = $1 AND NOT $3::boolean AND upstream_account_id IS NOT NULL),
         met AS (
           INSERT INTO upstream_accounts (upstream_id, account_hash, balance_declared)
           SELECT upstream_id, $2, $4::boolean FROM resources WHERE id = $1 AND NOT EXISTS (SELECT FROM kept)
           ON CONFLICT (upstream_id, account_hash) DO UPDATE SET balance_declared = excluded.balance_declared RETURNING id)
         SELECT id, (SELECT upstream_account_id FROM resources WHERE id = $1) AS before FROM (SELECT id FROM kept UNION ALL SELECT id FROM met) a`,
}
const recordBalance: Statement = {
  name: 'upstream_account_balance',
  text: `SELECT queue.record_balance($1, $2, $3)`,
}
// A newer key mends what stopped the older one; the owner's choice of models is kept as far as the key allows it.
const attach: Statement = {
  name: 'resource_attach_account',
  text: `UPDATE resources SET upstream_account_id = $2, key_model_ids = $3::text[],
           model_ids = CASE WHEN cardinality($3::text[]) = 0 THEN CASE WHEN model_ids = key_model_ids THEN '{}' ELSE model_ids END
             WHEN model_ids && $3::text[] THEN ARRAY(SELECT m FROM unnest(model_ids) m WHERE m = ANY ($3::text[]))
             ELSE $3::text[] END,
           status = CASE WHEN f.live THEN 'active' WHEN status = 'verifying' THEN 'paused' ELSE status::text END::resource_status,
           status_reason = CASE WHEN f.live THEN NULL WHEN status = 'verifying' THEN '${statusReason.notLive}' ELSE status_reason END,
           status_at = clock_now(), updated_at = now()
         FROM (SELECT status = 'verifying' AND status_reason = '${statusReason.recheck}'
                 OR status = 'error' AND status_reason = ANY ($4::text[]) AS live FROM resources WHERE id = $1) f
         WHERE id = $1`,
}
const openCounter: Statement = {
  name: 'resource_counter_open',
  text: `INSERT INTO resource_counters (resource_id) VALUES ($1) ON CONFLICT DO NOTHING`,
}
// Calls of a resource that left are no longer found by its account: counting begins anew there.
const countAnew: Statement = {
  name: 'balance_readings_forget',
  text: 'DELETE FROM balance_readings WHERE upstream_account_id = ANY ($1::uuid[])',
}

/**
 * Makes a verified credential the live one in place of an older version, ties the resource to the vendor's account behind
 * the key, and leaves it waiting for its owner to go live, or live again where it was. Calls under way end with the
 * version they began with. Fails with the unique violation `credentials_fingerprint_part` when the same key is live
 * somewhere else.
 */
export async function activateCredential(
  ctx: WorkerCtx,
  sql: Sql,
  credentialId: string,
  passed: Passed,
): Promise<void> {
  const { tag, vaultKeyId, fingerprint, accountHash, accountNamed, balanceE4, models } = passed
  await sql.query(retireOlder, [credentialId])
  const values = [credentialId, tag, vaultKeyId, fingerprint]
  const [credential] = await sql.query<{ resource_id: string }>(activate, values)
  if (credential === undefined) return
  const resourceId = credential.resource_id
  const [account] = await sql.query<{ id: string; before: string | null }>(meetAccount, [
    resourceId,
    accountHash,
    accountNamed,
    balanceE4 === null,
  ])
  if (account === undefined) return
  if (balanceE4 !== null) await sql.query(recordBalance, [account.id, balanceE4, passed.claimedAt])
  const mended = [...recoverable, 'CREDENTIAL_UNREADABLE']
  await sql.query(attach, [resourceId, account.id, models, mended])
  if (account.before !== null && account.before !== account.id)
    await sql.query(countAnew, [[account.before, account.id]])
  await sql.query(openCounter, [resourceId])
  await reviewSharing(ctx, sql, account.id)
}
