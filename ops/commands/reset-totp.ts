import pg from 'pg'
import { FixableError } from '../run/fixable-error.ts'

/**
 * Takes the second factor off an account whose authenticator and recovery codes are lost, or whose seed a
 * changed ADDRESS_SECRET made unreadable, and signs it out everywhere. Answers whether there was one.
 */
export async function resetTotp(url: string, email: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: 'aetherflow admin' })
  await client.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query<{ id: string; was: boolean }>(
      'SELECT id, totp_sealed IS NOT NULL AS was FROM users WHERE email = $1 FOR UPDATE',
      [email],
    )
    const [user] = rows
    if (user === undefined)
      throw new FixableError(
        `Nobody is registered as ${email}.`,
        'check the address, then run this again',
      )
    if (user.was)
      for (const statement of [...takeOff, remember]) await client.query(statement, [user.id])
    await client.query('COMMIT')
    return user.was
  } finally {
    await client.end()
  }
}

const takeOff = [
  `UPDATE users SET totp_sealed = NULL, totp_last_step = NULL, totp_pending_sealed = NULL, totp_pending_until = NULL,
          updated_at = now() WHERE id = $1`,
  'DELETE FROM recovery_codes WHERE user_id = $1',
  `UPDATE sessions SET revoked_at = now(), revoked_reason = 'second_factor_reset' WHERE user_id = $1 AND revoked_at IS NULL`,
]

// The owner hears of it, as of a change that they made.
const remember = `
  WITH audited AS (
    INSERT INTO audit_events (actor_kind, action, subject_kind, subject_id, detail, request_id)
    VALUES ('system', 'admin.totp_reset', 'user', ($1::uuid)::text, '{}', 'npm run admin')
    RETURNING id
  )
  INSERT INTO outbox_messages (dedupe_key, recipient, user_id, locale, template, params)
  SELECT 'second_factor_off:' || audited.id, u.email, u.id, u.locale, 'second_factor_off', '{}'
    FROM users u, audited WHERE u.id = $1::uuid`
