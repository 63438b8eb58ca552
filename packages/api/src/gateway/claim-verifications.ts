import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import type { ClaimedVerification, ClaimKeys } from './worker-schemas.ts'

// SQL because of SKIP LOCKED and the rising fence: several workers verify side by side.
const claim: Statement = {
  name: 'verifications_claim',
  text: `WITH moment AS MATERIALIZED (SELECT clock_now() AS now),
         due AS (
           SELECT v.credential_id FROM verifications v JOIN credentials c ON c.id = v.credential_id
           WHERE ((v.state = 'queued' AND v.next_at <= (SELECT now FROM moment)) OR (v.state = 'running' AND v.lease_until < (SELECT now FROM moment)))
             AND c.sealed IS NOT NULL AND ($2::text[] IS NULL OR c.vault_key_id = ANY ($2))
           ORDER BY v.next_at LIMIT $1 FOR UPDATE OF v SKIP LOCKED)
         UPDATE verifications v SET state = 'running', fence = v.fence + 1, attempts = v.attempts + 1,
           lease_until = (SELECT now FROM moment) + interval '60 seconds'
         FROM due, credentials c JOIN resources r ON r.id = c.resource_id JOIN upstreams u ON u.id = r.upstream_id
         WHERE v.credential_id = due.credential_id AND c.id = v.credential_id
         RETURNING c.id AS "credentialId", c.version, r.owner_id AS "ownerId", u.id AS upstream, u.host AS "upstreamHost",
           r.id AS "resourceId", c.sealed, v.fence,
           CASE WHEN c.state = 'active' THEN c.verification_tag END AS tag`,
}

/**
 * Takes due verifications for a minute, with sealed envelopes that only the worker process can open. What it cannot open
 * is left as it is, for another.
 */
export async function claimVerifications(
  ctx: WorkerCtx,
  { limit, vaultKeyIds }: ClaimKeys,
): Promise<{ verifications: ClaimedVerification[] }> {
  const { sql } = ctx.deps
  return {
    verifications: await sql.query<ClaimedVerification>(claim, [limit, vaultKeyIds ?? null]),
  }
}
