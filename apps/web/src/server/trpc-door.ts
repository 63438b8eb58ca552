import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { appRouter } from '@aetherflow/api/app-router'
import type { RequestCtx } from '@aetherflow/api/context'
import type { Deps } from '@aetherflow/api/deps'
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import { actorOfToken } from './actor-of-token.ts'
import { clientAddress } from './client-address.ts'
import type { Door } from './door.ts'
import { languageOfRequest } from './language-of-request.ts'
import { createOriginRule, maxBodyBytes, refusalBody, refuseForeign } from './refuse-foreign.ts'
import { readCookie, sessionCookieName } from './session-cookie.ts'

export type TrpcDoorOptions = { deps: Deps; secret: string; trustedProxyHops: number }

const maxBatchSize = 10

/** `/api/trpc`: procedures for browsers, answered by this server itself, past Next. */
export function createTrpcDoor({ deps, secret, trustedProxyHops }: TrpcDoorOptions): Door {
  const allowsOrigin = createOriginRule(deps.publicUrl, deps.mode !== 'production')
  const cookieName = sessionCookieName(deps.publicUrl.startsWith('https://'))
  const createContext = async (request: IncomingMessage): Promise<RequestCtx> => ({
    deps,
    requestId: randomUUID(),
    actor: await actorOfToken(deps, readCookie(request.headers.cookie, cookieName), secret),
    address: clientAddress(request, trustedProxyHops),
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 256),
    locale: languageOfRequest(request.headers),
  })
  return {
    path: '/api/trpc',
    async handle(request, response) {
      response.setHeader('cache-control', 'no-store')
      const refusal = refuseForeign(request, allowsOrigin)
      if (refusal !== null) {
        response.writeHead(refusal.status, { 'content-type': 'application/json' })
        response.end(refusalBody(refusal))
        return
      }
      await nodeHTTPRequestHandler({
        req: request,
        res: response,
        path: (request.url ?? '').split('?', 1)[0]?.slice('/api/trpc/'.length) ?? '',
        router: appRouter,
        createContext: () => createContext(request),
        maxBatchSize,
        maxBodySize: maxBodyBytes,
        // What fails inside a procedure is logged there; this is what failed before it.
        onError: ({ error, path, ctx }) => {
          if (ctx === undefined && error.code === 'INTERNAL_SERVER_ERROR')
            deps.log.error({ err: error.cause ?? error, path }, 'request failed')
        },
      })
    },
  }
}
