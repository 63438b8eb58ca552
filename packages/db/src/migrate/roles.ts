import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Owns the functions of sql/; nobody logs in as it. */
export const LEDGER_ROLE = 'aetherflow_ledger'
export const WEB_ROLE = 'aetherflow_web'
export const WORKER_ROLE = 'aetherflow_worker'

export type RolePasswords = { web: string; worker: string }

const ATTEMPTS = 20
// Roles belong to the cluster, an advisory lock to one database: two databases may still meet here.
const LOST_RACE = new Set(['42710', '23505', 'XX000'])
const INSUFFICIENT_PRIVILEGE = '42501'

/**
 * Makes the three roles and sets the two passwords, as far as the connected user may. False when the
 * roles cannot be had, which leaves a database that works under one user.
 */
export async function ensureRoles(
  client: pg.Client,
  passwords: RolePasswords | null,
  warn: (message: string) => void,
): Promise<boolean> {
  const made = await ifPermitted(async () => {
    await withRaceRetry(() => ensureRole(client, LEDGER_ROLE, 'NOLOGIN'))
    await withRaceRetry(() => ensureRole(client, WEB_ROLE, 'LOGIN'))
    await withRaceRetry(() => ensureRole(client, WORKER_ROLE, 'LOGIN'))
    await withRaceRetry(() => joinLedgerRole(client))
  })
  if (!made) {
    warn(
      `This database user may not make the roles ${WEB_ROLE} and ${WORKER_ROLE}: web and worker share its rights.`,
    )
    return false
  }
  if (passwords === null) return true
  const set = await ifPermitted(async () => {
    await withRaceRetry(() => setPassword(client, WEB_ROLE, passwords.web))
    await withRaceRetry(() => setPassword(client, WORKER_ROLE, passwords.worker))
  })
  if (!set)
    warn(
      `This database user may not set the passwords of ${WEB_ROLE} and ${WORKER_ROLE}: they stay as they are.`,
    )
  return true
}

async function ifPermitted(change: () => Promise<void>): Promise<boolean> {
  try {
    await change()
    return true
  } catch (error) {
    if (codeOf(error) === INSUFFICIENT_PRIVILEGE) return false
    throw error
  }
}

async function ensureRole(
  client: pg.Client,
  role: string,
  login: 'LOGIN' | 'NOLOGIN',
): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1', [
    role,
  ])
  if (rowCount === 0) await client.query(`CREATE ROLE ${role} ${login}`)
}

async function setPassword(client: pg.Client, role: string, password: string): Promise<void> {
  await client.query(`ALTER ROLE ${role} PASSWORD ${pg.escapeLiteral(password)}`)
}

// Who creates a role gets the right to hand it out, not the right to act as it.
async function joinLedgerRole(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ member: boolean }>(
    `SELECT pg_catalog.pg_has_role('${LEDGER_ROLE}', 'SET') AND pg_catalog.pg_has_role('${LEDGER_ROLE}', 'USAGE') AS member`,
  )
  if (rows[0]?.member !== true) {
    await client.query(`GRANT ${LEDGER_ROLE} TO CURRENT_USER WITH SET TRUE, INHERIT TRUE`)
  }
}

async function withRaceRetry(change: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await change()
    } catch (error) {
      if (attempt >= ATTEMPTS || !LOST_RACE.has(codeOf(error))) throw error
      await sleep(20 * Math.random() * attempt)
    }
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}
