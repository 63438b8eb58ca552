import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request on its way to an answer. */
export type Exchange = {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  /** What the route's parentheses caught. */
  params: readonly string[]
}
export type Handler = (exchange: Exchange) => Promise<void> | void
export type Route = { method: 'GET' | 'POST' | 'ANY'; path: RegExp; handle: Handler }

/** Finds the first route that fits; `otherwise` answers when none does. */
export function createRouter(
  routes: readonly Route[],
  otherwise: Handler,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://simulator')
    for (const { method, path, handle } of routes) {
      const match = path.exec(url.pathname)
      if (match && (method === 'ANY' || method === request.method)) {
        await handle({ request, response, url, params: match.slice(1) })
        return
      }
    }
    await otherwise({ request, response, url, params: [] })
  }
}
