import { withTransaction } from '@aetherflow/db/transaction'
import { isUniqueViolation } from '@aetherflow/db/unique-violation'
import type { Sql, Statement } from '@aetherflow/db/sql'
import { audit } from '../audit.ts'
import type { WorkerCtx } from '../context.ts'
import { activateCredential } from './internal/activate-credential.ts'
import type { Done, VerificationCheck } from './schemas.ts'
import type { ReportVerification } from './worker-schemas.ts'

const finish: Statement = {
  name: 'verification_finish',
  text: `UPDATE verifications SET state = $3::verification_state, checks = $4::jsonb, finished_at = clock_now(), lease_until = NULL
         WHERE credential_id = $1 AND fence = $2 AND state = 'running'
         RETURNING old.lease_until - interval '60 seconds' AS "claimedAt"`,
}
const later: Statement = {
  name: 'verification_later',
  text: `UPDATE verifications SET state = 'queued', lease_until = NULL, checks = $3::jsonb,
           next_at = clock_now() + make_interval(secs => least(300, 2 ^ least(attempts, 8)))
         WHERE credential_id = $1 AND fence = $2 AND state = 'running' RETURNING credential_id`,
}
const refuse: Statement = {
  name: 'verification_refuse',
  text: `WITH c AS (UPDATE credentials SET state = 'refused', sealed = NULL, destroyed_at = now() WHERE id = $1 AND state = 'sealed' RETURNING resource_id)
         UPDATE resources r SET status = 'error', status_reason = $2, status_at = clock_now(), updated_at = now()
         WHERE r.id = (SELECT resource_id FROM credentials WHERE id = $1) AND r.status = 'verifying'
           AND NOT EXISTS (SELECT FROM credentials o WHERE o.resource_id = r.id AND o.state = 'active' AND o.id <> $1)
         RETURNING r.id, (SELECT count(*) FROM c) AS refused`,
}

// A newer version with the key that is in use already: nothing would change but the owner's belief.
const inUse: Statement = {
  name: 'credential_in_use',
  text: `SELECT FROM credentials n JOIN credentials o ON o.resource_id = n.resource_id AND o.id <> n.id
         WHERE n.id = $1 AND o.state = 'active' AND o.fingerprint = $2`,
}

/**
 * Records what a verification found. A report that comes after its lease (another fence) changes nothing.
 * A refused key's ciphertext is destroyed at once; a live one stays, so that it can recover.
 */
export async function reportVerification(ctx: WorkerCtx, input: ReportVerification): Promise<Done> {
  const { pool, wake } = ctx.deps
  try {
    await withTransaction(pool, (sql) => record(ctx, sql, input))
  } catch (error) {
    if (!isUniqueViolation(error, 'credentials_fingerprint_part')) throw error
    const duplicate = asDuplicate(input, 'KEY_ALREADY_DEPOSITED')
    await withTransaction(pool, (sql) => record(ctx, sql, duplicate))
  }
  wake.send('tasks')
  return { done: true }
}

function asDuplicate(input: ReportVerification, code: string): ReportVerification {
  const checks: VerificationCheck[] = [
    ...input.checks.filter(({ check }) => check !== 'duplicate'),
    { check: 'duplicate', result: 'failed', code },
  ]
  return { ...input, checks, result: { kind: 'failed', code } }
}

async function record(ctx: WorkerCtx, sql: Sql, reported: ReportVerification): Promise<void> {
  const input = (await isInUse(sql, reported)) ? asDuplicate(reported, 'KEY_IN_USE') : reported
  const { credentialId, fence, checks, result } = input
  if (result.kind === 'later') {
    await sql.query(later, [credentialId, fence, JSON.stringify(checks)])
    return
  }
  const values = [credentialId, fence, result.kind, JSON.stringify(checks)]
  const [held] = await sql.query<{ claimedAt: Date }>(finish, values)
  if (held === undefined) return
  if (result.kind === 'passed')
    await activateCredential(ctx, sql, credentialId, { ...result, ...held })
  else await sql.query(refuse, [credentialId, result.code])
  await audit(sql, ctx, {
    action: `gateway.verification_${result.kind}`,
    subjectKind: 'credential',
    subjectId: credentialId,
    detail: result.kind === 'failed' ? { code: result.code } : {},
  })
}

async function isInUse(sql: Sql, { credentialId, result }: ReportVerification): Promise<boolean> {
  if (result.kind !== 'passed') return false
  return (await sql.query(inUse, [credentialId, result.fingerprint])).length > 0
}
