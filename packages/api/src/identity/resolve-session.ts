import type { Statement } from '@aetherflow/db/sql'
import type { UserActor } from '../context.ts'
import type { Deps } from '../deps.ts'
import { isUuid } from '../is-uuid.ts'
import { sessionLifetime } from './internal/session-lifetime.ts'

// Hot: read on every request of a signed-in user.
const read: Statement = {
  name: 'session_read',
  text: `SELECT s.id, s.user_id, s.last_seen_at, u.role::text AS role, u.status::text AS status,
                u.email_verified_at IS NOT NULL AS email_verified, u.totp_sealed IS NOT NULL AS totp
         FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND s.idle_expires_at > $2`,
}

const touch: Statement = {
  name: 'session_touch',
  text: `UPDATE sessions SET last_seen_at = $2, idle_expires_at = least(expires_at, $3) WHERE id = $1 AND last_seen_at < $4`,
}

type Row = {
  id: string
  user_id: string
  last_seen_at: Date
  role: UserActor['role']
  status: UserActor['status']
  email_verified: boolean
  totp: boolean
}

/** Who a session id stands for now, with role and status as they are in the database; null when it has ended. */
export async function resolveSession(deps: Deps, sessionId: string): Promise<UserActor | null> {
  if (!isUuid(sessionId)) return null
  const now = deps.clock.now()
  const [row] = await deps.sql.query<Row>(read, [sessionId, now])
  if (row === undefined || row.status === 'disabled') return null
  const staleBefore = new Date(now.getTime() - sessionLifetime.touchMs)
  if (row.last_seen_at < staleBefore) {
    await deps.sql.query(touch, [
      sessionId,
      now,
      new Date(now.getTime() + sessionLifetime.idleMs),
      staleBefore,
    ])
  }
  return {
    kind: 'user',
    userId: row.user_id,
    role: row.role,
    status: row.status,
    emailVerified: row.email_verified,
    totp: row.totp,
    sessionId: row.id,
  }
}
