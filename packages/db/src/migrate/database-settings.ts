import pg from 'pg'
import { WEB_ROLE, WORKER_ROLE } from './roles.ts'

/**
 * Grants and settings that belong to the database itself and not to what is in it; a clone of a
 * template starts without them. Needs the database's owner.
 */
export async function applyDatabaseSettings(client: pg.Client, withRoles: boolean): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
  const database = pg.escapeIdentifier(rows[0]?.name ?? '')
  // TEMP too: a temporary table could stand in front of a real one inside a function.
  await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`)
  await client.query(`ALTER DATABASE ${database} SET timezone = 'UTC'`)
  if (!withRoles) return
  await client.query(`REVOKE ALL ON DATABASE ${database} FROM ${WEB_ROLE}, ${WORKER_ROLE}`)
  await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${WEB_ROLE}, ${WORKER_ROLE}`)
}
