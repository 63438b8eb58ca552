import type { UserActor } from '@aetherflow/api/context'
import type { Deps } from '@aetherflow/api/deps'
import { resolveSession } from '@aetherflow/api/identity/resolve-session'
import { decode } from 'next-auth/jwt'

/** Who a session cookie stands for. The token carries a session id and nothing else; the row decides. */
export async function actorOfToken(
  deps: Deps,
  token: string | null,
  secret: string,
): Promise<UserActor | null> {
  if (token === null || token.length > 4096) return null
  const payload = await decode({ token, secret }).catch(() => null)
  const sessionId = payload?.['sid']
  return typeof sessionId === 'string' ? resolveSession(deps, sessionId) : null
}
