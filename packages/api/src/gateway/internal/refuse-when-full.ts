import type { Sql, Statement } from '@aetherflow/db/sql'
import { DomainError } from '../../domain-error.ts'
import { lockForUser } from '../../lock-for-user.ts'

const maxResources = 50

// A deposit whose time ran out is on no list where its owner could delete it.
const count: Statement = {
  name: 'resources_count',
  text: `SELECT count(*)::integer AS count FROM resources r
         WHERE r.owner_id = $1::uuid AND r.deleted_at IS NULL AND EXISTS (
           SELECT FROM credentials c WHERE c.resource_id = r.id AND (c.state <> 'begun' OR c.begin_expires_at > $2))`,
}

/** Inside the transaction that adds a resource. Throws TOO_MANY_RESOURCES { limit }. */
export async function refuseWhenFull(sql: Sql, ownerId: string, now: Date): Promise<void> {
  await lockForUser(sql, 'resources', ownerId)
  const [kept] = await sql.query<{ count: number }>(count, [ownerId, now])
  if ((kept?.count ?? 0) >= maxResources)
    throw new DomainError('TOO_MANY_RESOURCES', { limit: maxResources })
}
