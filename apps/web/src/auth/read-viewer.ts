import 'server-only'
import type { UserActor } from '@aetherflow/api/context'
import { cookies } from 'next/headers'
import { cache } from 'react'
import { actorOfToken } from '../server/actor-of-token.ts'
import { readDeps } from '../server/deps-slot.ts'
import { readEnvironment } from '../server/environment-slot.ts'
import { sessionCookieName } from '../server/session-cookie.ts'

/** Who looks at the page being rendered, read once per request; null for a visitor. */
export const readActor = cache(async (): Promise<UserActor | null> => {
  const deps = readDeps()
  const cookie = (await cookies()).get(sessionCookieName(deps.publicUrl.startsWith('https://')))
  return actorOfToken(deps, cookie?.value ?? null, readEnvironment().NEXTAUTH_SECRET)
})
