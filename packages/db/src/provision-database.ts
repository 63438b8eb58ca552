import pg from 'pg'

/** Owns the tables of a database on our own server; may make roles, is no superuser. */
export const MIGRATOR_ROLE = 'aetherflow_migrator'

/**
 * Makes the migrator login and its database on a server whose superuser we are; may be repeated.
 * Returns nothing: the caller knows the password and so the address.
 */
export async function provisionDatabase(
  superuserUrl: string,
  database: string,
  migratorPassword: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    // Taken in the maintenance database, which everybody who provisions here connects to.
    await client.query(`SELECT pg_advisory_lock(hashtext('aetherflow provision'))`)
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [MIGRATOR_ROLE])
    const verb = role.rowCount === 0 ? 'CREATE' : 'ALTER'
    await client.query(
      `${verb} ROLE ${MIGRATOR_ROLE} LOGIN CREATEROLE PASSWORD ${pg.escapeLiteral(migratorPassword)}`,
    )
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (found.rowCount === 0) {
      await client.query(
        `CREATE DATABASE ${pg.escapeIdentifier(database)} OWNER ${MIGRATOR_ROLE} TEMPLATE template0`,
      )
    }
  } finally {
    await client.end()
  }
}

/** The same server, with another database and login. */
export function databaseUrl(
  serverUrl: string,
  parts: { database: string; user: string; password: string },
): string {
  const url = new URL(serverUrl)
  url.pathname = `/${encodeURIComponent(parts.database)}`
  url.username = encodeURIComponent(parts.user)
  url.password = encodeURIComponent(parts.password)
  return url.href
}
