import type pg from 'pg'

export type VaultKeyState = {
  id: string
  /** Ciphertexts that name it. */
  rows: number
  supersededAt: Date | null
  emptySince: Date | null
  /** Nothing names it, nobody seals to it, and both have been so for a day. */
  retirable: boolean
}
export type RingReport = { workerId: string; primaryKeyId: string; keyIds: string[] }

const keys = `
  SELECT k.id, (SELECT count(*)::integer FROM credentials c WHERE c.vault_key_id = k.id AND c.sealed IS NOT NULL) AS rows,
    v.superseded_at AS "supersededAt", v.empty_since AS "emptySince",
    coalesce(v.superseded_at <= clock_now() - interval '24 hours' AND v.empty_since <= clock_now() - interval '24 hours'
      AND NOT EXISTS (SELECT FROM credentials c WHERE c.vault_key_id = k.id AND c.sealed IS NOT NULL), false) AS retirable
  FROM (SELECT unnest($1::text[]) AS id UNION SELECT DISTINCT vault_key_id FROM credentials WHERE sealed IS NOT NULL) k
  LEFT JOIN vault_keys v ON v.id = k.id WHERE k.id IS NOT NULL ORDER BY k.id`
// A worker reports twice a minute and takes its report back when it stops; one that was killed falls out here.
const reports = `
  SELECT worker_id AS "workerId", primary_key_id AS "primaryKeyId", key_ids AS "keyIds" FROM vault_ring_reports
  WHERE reported_at > clock_now() - interval '2 minutes' ORDER BY worker_id`

/** What the database knows of vault keys: these and whichever else a ciphertext names. */
export async function vaultState(
  pool: pg.Pool,
  keyIds: readonly string[],
): Promise<{ keys: VaultKeyState[]; workers: RingReport[] }> {
  return {
    keys: (await pool.query<VaultKeyState>(keys, [keyIds])).rows,
    workers: (await pool.query<RingReport>(reports)).rows,
  }
}

/** Who turned the ring how stands in the audit log. */
export async function auditVault(pool: pg.Pool, action: string, keyId: string): Promise<void> {
  await pool.query(
    `INSERT INTO audit_events (actor_kind, action, subject_kind, subject_id, detail, request_id)
     VALUES ('system', $1, 'vault_key', $2, '{}', 'npm run admin')`,
    [`vault.${action}`, keyId],
  )
}
