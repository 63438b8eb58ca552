import pg from 'pg'
import { withDatabase } from '../database/with-database.ts'
import { FixableError } from '../run/fixable-error.ts'

const USAGE = 'npm run admin -- grant <e-mail>'

/** `grant <e-mail>` makes a registered person an admin; only who may start the product may do so. */
export async function admin([verb, email, ...surplus]: string[]): Promise<number> {
  if (verb !== 'grant' || email === undefined || surplus.length > 0)
    throw new FixableError('What should be done is not clear.', USAGE)
  const role = await withDatabase(({ migratorUrl }) => grantAdmin(migratorUrl, normalise(email)))
  console.log(
    role === 'admin' ? `${email} is an admin already.` : `${email} is an admin now (was ${role}).`,
  )
  return 0
}

// As registration stores it.
const normalise = (email: string) => email.trim().normalize('NFC').toLowerCase()

async function grantAdmin(url: string, email: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, application_name: 'aetherflow admin' })
  await client.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query<{ id: string; role: string }>(
      'SELECT id, role FROM users WHERE email = $1 FOR UPDATE',
      [email],
    )
    const user = rows[0]
    if (user === undefined)
      throw new FixableError(
        `Nobody is registered as ${email}.`,
        'let them sign up first, then run this again',
      )
    if (user.role !== 'admin') {
      await client.query(`UPDATE users SET role = 'admin', updated_at = now() WHERE id = $1`, [
        user.id,
      ])
      await client.query(
        `INSERT INTO audit_events (actor_kind, action, subject_kind, subject_id, detail, request_id)
         VALUES ('system', 'admin.granted', 'user', $1, $2, 'npm run admin')`,
        [user.id, JSON.stringify({ before: user.role })],
      )
    }
    await client.query('COMMIT')
    return user.role
  } finally {
    await client.end()
  }
}
