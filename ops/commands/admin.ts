import pg from 'pg'
import { withDatabase } from '../database/with-database.ts'
import { FixableError } from '../run/fixable-error.ts'
import { switchDeposits } from './deposits.ts'
import { resetTotp } from './reset-totp.ts'
import { type Settlement, switchSettlement } from './settlement.ts'
import { vault, VAULT_USAGE } from './vault.ts'

const USAGE = [
  'npm run admin -- grant <e-mail>',
  'npm run admin -- reset-totp <e-mail>',
  'npm run admin -- settlement on|off "<reason>"',
  'npm run admin -- deposits <upstream> on|off "<reason>"',
  VAULT_USAGE,
].join(', or: ')

/**
 * `grant <e-mail>` makes a registered person an admin; `reset-totp <e-mail>` takes a lost second factor off an
 * account; `deposits <upstream> on|off "<reason>"` says whether keys of an upstream may be deposited; `vault …` turns the key
 * ring; `settlement on|off "<reason>"` lets money settle again, if a full check of the ledger holds, or
 * stops it. Only who may start the product may do so.
 */
export async function admin([verb, subject, ...rest]: string[]): Promise<number> {
  if (verb === 'grant' && subject !== undefined && rest.length === 0) return grant(subject)
  if (verb === 'reset-totp' && subject !== undefined && rest.length === 0)
    return takeOffSecondFactor(subject)
  if (verb === 'vault') return vault(subject === undefined ? [] : [subject, ...rest])
  if (verb === 'deposits') return deposits(subject, rest)
  const [reason, ...surplus] = rest
  if (
    verb === 'settlement' &&
    (subject === 'on' || subject === 'off') &&
    reason !== undefined &&
    surplus.length === 0
  )
    return settlement({ to: subject, reason })
  throw new FixableError('What should be done is not clear.', USAGE)
}

async function deposits(upstream: string | undefined, rest: string[]): Promise<number> {
  const [to, reason, ...surplus] = rest
  if (upstream === undefined || (to !== 'on' && to !== 'off') || surplus.length > 0)
    throw new FixableError('What should be done is not clear.', USAGE)
  const wanted = { upstream, to, reason: reason ?? '' } as const
  const changed = await withDatabase(({ migratorUrl }) => switchDeposits(migratorUrl, wanted))
  const state = to === 'on' ? 'open' : 'closed'
  console.log(`Deposits for ${upstream} are ${state} ${changed ? 'now' : 'already'}.`)
  return 0
}

async function settlement(wanted: Settlement): Promise<number> {
  const changed = await withDatabase(({ migratorUrl }) => switchSettlement(migratorUrl, wanted))
  const state = wanted.to === 'on' ? 'Settlement is running' : 'Settlement is stopped'
  console.log(changed ? `${state} now.` : `${state} already.`)
  return 0
}

async function takeOffSecondFactor(email: string): Promise<number> {
  const was = await withDatabase(({ migratorUrl }) => resetTotp(migratorUrl, normalise(email)))
  console.log(
    was
      ? `${email} signs in with the password alone now, and was signed out everywhere.`
      : `${email} has no second factor.`,
  )
  return 0
}

async function grant(email: string): Promise<number> {
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
