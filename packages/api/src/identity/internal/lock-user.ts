import type { Prisma } from '@aetherflow/db/prisma'
import { prismaSql, type Statement } from '@aetherflow/db/sql'

type Locked = { passwordHash: string; status: string; totpSealed: string | null }

const columns = `password_hash AS "passwordHash", status::text AS status, totp_sealed AS "totpSealed"`
const shared: Statement = {
  name: 'identity.lock-user.shared',
  text: `SELECT ${columns} FROM users WHERE id = $1::uuid FOR SHARE`,
}
const alone: Statement = {
  name: 'identity.lock-user.alone',
  text: `SELECT ${columns} FROM users WHERE id = $1::uuid FOR NO KEY UPDATE`,
}

/**
 * Holds a user's row: `shared` for whom a change of it must wait, `alone` for whoever changes it next (two
 * who share would wait for each other). Null when there is none.
 */
export async function lockUser(
  tx: Pick<Prisma, '$queryRawUnsafe'>,
  userId: string,
  how: 'shared' | 'alone',
): Promise<Locked | null> {
  const statement = how === 'shared' ? shared : alone
  const [row] = await prismaSql(tx).query<Locked>(statement, [userId])
  return row ?? null
}
