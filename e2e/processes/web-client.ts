import type { AppRouter } from '@aetherflow/api/app-router'
import { signIn } from '@aetherflow/api/identity/sign-in'
import { hashPassword } from '@aetherflow/crypto/password'
import type { TestUser } from '@aetherflow/api/testing/contexts'
import { createTRPCClient, httpLink } from '@trpc/client'
import { encode } from 'next-auth/jwt'
import superjson from 'superjson'
import type { World } from './open-world.ts'

/** A session cookie as the sign-in page sets it, for a user put straight into the tables. */
export async function signInAs(world: World, { id, email }: TestUser): Promise<string> {
  const password = 'tidal ledger coral'
  await world.admin.query('UPDATE users SET password_hash = $2 WHERE id = $1', [
    id,
    await hashPassword(password),
  ])
  const session = await signIn(world.deps, { email, password, address: id, userAgent: 'test' })
  if (session === null) throw new Error('not signed in')
  const secret = world.settings.nextAuthSecret
  return `aetherflow.session=${await encode({ token: { sid: session.sessionId }, secret })}`
}

/** Calls procedures over HTTP as a browser does; `seen` hears every answer as it came over the wire. */
export function webClient(url: string, cookie: string, seen: (answer: string) => void = () => {}) {
  return createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${url}/api/trpc`,
        transformer: superjson,
        headers: { cookie },
        async fetch(input, init) {
          const answer = await fetch(input, init as RequestInit)
          seen(JSON.stringify([...answer.headers]) + (await answer.clone().text()))
          return answer
        },
      }),
    ],
  })
}
