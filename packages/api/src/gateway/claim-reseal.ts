import type { Statement } from '@aetherflow/db/sql'
import type { WorkerCtx } from '../context.ts'
import type { ClaimedReseal, ClaimReseal } from './worker-schemas.ts'

// Two workers that begin at different places meet rarely, and when they do the second changes nothing; so no lease is
// needed that a killed worker would leave behind.
const due: Statement = {
  name: 'reseal_due',
  text: `WITH named AS (SELECT c.id FROM credentials c
           WHERE c.sealed IS NOT NULL AND c.vault_key_id = ANY ($1::text[]) AND c.state IN ('active', 'retired')
             AND c.id > $2::uuid ORDER BY c.vault_key_id, c.id LIMIT $3)
         SELECT c.id AS "credentialId", c.version, r.owner_id AS "ownerId", u.id AS upstream, u.host AS "upstreamHost",
           r.id AS "resourceId", c.sealed, c.verification_tag AS tag
         FROM named n JOIN credentials c ON c.id = n.id JOIN resources r ON r.id = c.resource_id JOIN upstreams u ON u.id = r.upstream_id
         WHERE c.verification_tag IS NOT NULL`,
}

/** Verified keys that are sealed to one of these vault keys, after an id; sealed, as everything that leaves here. */
export async function claimReseal(
  ctx: WorkerCtx,
  input: ClaimReseal,
): Promise<{ credentials: ClaimedReseal[] }> {
  const { vaultKeyIds, after, limit } = input
  const { sql } = ctx.deps
  return { credentials: await sql.query<ClaimedReseal>(due, [vaultKeyIds, after, limit]) }
}
