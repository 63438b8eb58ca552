import type { Sql, Statement } from '@aetherflow/db/sql'
import { audit } from '../../audit.ts'
import type { WorkerCtx } from '../../context.ts'
import type { ReportVerification } from '../schemas.ts'
import { statusReason } from '../status-reasons.ts'

type Passed = Extract<ReportVerification['result'], { kind: 'passed' }> & {
  /** When the worker took the key: its balance was read after that. */
  claimedAt: Date
}

const retireOlder: Statement = {
  name: 'credential_retire_older',
  text: `UPDATE credentials SET state = 'retired' WHERE state = 'active' AND id <> $1
           AND resource_id = (SELECT resource_id FROM credentials WHERE id = $1)`,
}
const activate: Statement = {
  name: 'credential_activate',
  text: `UPDATE credentials SET state = 'active', verification_tag = $2, vault_key_id = $3, fingerprint = $4, verified_at = now()
         WHERE id = $1 AND state IN ('sealed', 'active') RETURNING resource_id`,
}
const meetAccount: Statement = {
  name: 'upstream_account_meet',
  text: `INSERT INTO upstream_accounts (upstream_id, account_hash) SELECT upstream_id, $2 FROM resources WHERE id = $1
         ON CONFLICT (upstream_id, account_hash) DO UPDATE SET account_hash = excluded.account_hash RETURNING id`,
}
const recordBalance: Statement = {
  name: 'upstream_account_balance',
  text: `SELECT queue.record_balance($1, $2, $3)`,
}
const attach: Statement = {
  name: 'resource_attach_account',
  text: `UPDATE resources SET upstream_account_id = $2,
           status = CASE WHEN status <> 'verifying' THEN status WHEN status_reason = '${statusReason.recheck}' THEN 'active' ELSE 'paused' END::resource_status,
           status_reason = CASE WHEN status <> 'verifying' THEN status_reason WHEN status_reason = '${statusReason.recheck}' THEN NULL ELSE '${statusReason.notLive}' END,
           status_at = clock_now(), updated_at = now() WHERE id = $1`,
}
const openCounter: Statement = {
  name: 'resource_counter_open',
  text: `INSERT INTO resource_counters (resource_id) VALUES ($1) ON CONFLICT DO NOTHING`,
}
// One vendor account offered by two owners: somebody shares a key that is not theirs alone.
const pauseShared: Statement = {
  name: 'resources_pause_shared',
  text: `UPDATE resources SET status = 'paused', status_reason = '${statusReason.sharedAccount}', status_at = clock_now(), updated_at = now()
         WHERE upstream_account_id = $1 AND deleted_at IS NULL AND status <> 'disabled'
           AND (SELECT count(DISTINCT owner_id) FROM resources WHERE upstream_account_id = $1 AND deleted_at IS NULL) > 1
         RETURNING id`,
}

/**
 * Makes a verified credential the live one, ties the resource to the vendor's account behind the key, and
 * leaves it waiting for its owner to go live (or live again after a recheck).
 * Fails with the unique violation `credentials_fingerprint_part` when the same key is live already.
 */
export async function activateCredential(
  ctx: WorkerCtx,
  sql: Sql,
  credentialId: string,
  passed: Passed,
): Promise<void> {
  await sql.query(retireOlder, [credentialId])
  const [credential] = await sql.query<{ resource_id: string }>(activate, [
    credentialId,
    passed.tag,
    passed.vaultKeyId,
    passed.fingerprint,
  ])
  if (credential === undefined) return
  const resourceId = credential.resource_id
  const [account] = await sql.query<{ id: string }>(meetAccount, [resourceId, passed.accountHash])
  if (account === undefined) return
  await sql.query(recordBalance, [account.id, passed.balanceE4, passed.claimedAt])
  await sql.query(attach, [resourceId, account.id])
  await sql.query(openCounter, [resourceId])
  const shared = await sql.query<{ id: string }>(pauseShared, [account.id])
  for (const { id } of shared) {
    await audit(sql, ctx, {
      action: 'gateway.pause_shared_account',
      subjectKind: 'resource',
      subjectId: id,
    })
  }
}
