import NextAuth from 'next-auth'
import { authOptions } from '../../../../auth/auth-options.ts'

type Context = { params: Promise<{ nextauth: string[] }> }

// Made per request: the server's dependencies exist only once it runs, not while Next builds.
const handler = (request: Request, context: Context): Promise<Response> =>
  NextAuth(authOptions())(request, context)

export { handler as GET, handler as POST }
