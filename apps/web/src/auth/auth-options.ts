import { signIn, signInErrorCode } from '@aetherflow/api/identity/sign-in'
import { signOut } from '@aetherflow/api/identity/sign-out'
import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { clientAddressHeader } from '../server/client-address.ts'
import { readDeps } from '../server/deps-slot.ts'
import { readEnvironment } from '../server/environment-slot.ts'
import { sessionCookieName } from '../server/session-cookie.ts'

/** 30 days, like the session row; the row's idle expiry is the shorter one. */
const maxAgeSeconds = 30 * 24 * 3600

declare module 'next-auth/jwt' {
  interface JWT {
    sid?: string
  }
}

/** next-auth keeps the cookie; who somebody is stands in the session row, read on every request. */
export function authOptions(): NextAuthOptions {
  const deps = readDeps()
  const secure = deps.publicUrl.startsWith('https://')
  return {
    secret: readEnvironment().NEXTAUTH_SECRET,
    session: { strategy: 'jwt', maxAge: maxAgeSeconds },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(secure),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, code: {} },
        async authorize(credentials, request) {
          // What is thrown here stands in an address: codes only.
          const session = await signIn(deps, {
            email: String(credentials?.email ?? ''),
            password: String(credentials?.password ?? ''),
            code: String(credentials?.code ?? ''),
            address: String(request.headers?.[clientAddressHeader] ?? ''),
            userAgent: String(request.headers?.['user-agent'] ?? ''),
          }).catch((error: unknown) => {
            const code = signInErrorCode(error)
            if (code === 'UNAVAILABLE') deps.log.error({ err: error }, 'sign-in failed')
            throw new Error(code)
          })
          return session === null ? null : { id: session.sessionId }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user === undefined ? { sid: token.sid ?? '' } : { sid: user.id }),
      // The page asks our procedures who it is; next-auth's own answer says nothing.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (token?.sid !== undefined) await signOut(deps, token.sid)
      },
    },
    logger: {
      error: (code) => deps.log.warn({ code }, 'next-auth'),
      warn: () => {},
      debug: () => {},
    },
  }
}
