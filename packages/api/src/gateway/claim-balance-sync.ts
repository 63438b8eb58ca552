import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import type { ClaimedSync, ClaimKeys } from './worker-schemas.ts'
import { recoverable } from './status-reasons.ts'

// Accounts in use every 5 minutes; keys that stopped by themselves are probed every minute, the same free call.
// Moving balance_at is the claim: the next worker finds nothing due. The database's time, for all workers.
const claim: Statement = {
  name: 'balance_sync_claim',
  text: `WITH moment AS MATERIALIZED (SELECT clock_now() AS now),
         due AS (
           SELECT a.id FROM upstream_accounts a
           WHERE NOT a.balance_declared AND a.balance_at < (SELECT now FROM moment) - CASE WHEN EXISTS (
               SELECT FROM resources r WHERE r.upstream_account_id = a.id AND r.status = 'error' AND r.status_reason = ANY($2))
             THEN interval '60 seconds' ELSE interval '5 minutes' END
             AND EXISTS (SELECT FROM resources r JOIN credentials c ON c.resource_id = r.id AND c.state = 'active'
               WHERE r.upstream_account_id = a.id AND r.deleted_at IS NULL
               AND ($3::text[] IS NULL OR c.vault_key_id = ANY ($3)) AND (r.status = 'active' OR (r.status = 'error' AND r.status_reason = ANY($2))))
           ORDER BY a.balance_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         UPDATE upstream_accounts a SET balance_at = (SELECT now FROM moment)
         FROM due CROSS JOIN LATERAL (
           SELECT r.id AS resource_id, r.owner_id, c.id AS credential_id, c.version, c.sealed, c.verification_tag, u.id AS upstream, u.host
           FROM resources r JOIN credentials c ON c.resource_id = r.id AND c.state = 'active' JOIN upstreams u ON u.id = r.upstream_id
           WHERE r.upstream_account_id = due.id AND r.deleted_at IS NULL AND ($3::text[] IS NULL OR c.vault_key_id = ANY ($3))
             AND (r.status = 'active' OR (r.status = 'error' AND r.status_reason = ANY($2)))
           ORDER BY (r.status = 'active') DESC, r.id LIMIT 1) k
         WHERE a.id = due.id
         RETURNING a.id AS "accountId", k.resource_id AS "resourceId", k.owner_id AS "ownerId", k.credential_id AS "credentialId",
           k.version, k.sealed, k.verification_tag AS tag, k.upstream, k.host AS "upstreamHost", a.balance_at AS "startedAt"`,
}

/** Takes upstream accounts whose balance is due to be read, with one live key of each that the worker opens, sealed. */
export async function claimBalanceSync(
  ctx: WorkerCtx,
  { limit, vaultKeyIds }: ClaimKeys,
): Promise<{ accounts: ClaimedSync[] }> {
  const { sql } = ctx.deps
  return {
    accounts: await sql.query<ClaimedSync>(claim, [limit, [...recoverable], vaultKeyIds ?? null]),
  }
}
