import { randomBytes } from 'node:crypto'
import type { Route } from '../http/router.ts'
import { sendJson, sendPage } from '../http/send.ts'
import { homePage } from './home-page.ts'
import { languageOf } from './language.ts'

/** The page that hands out keys, and the health check. */
export function homeRoutes(url: () => string, gateways: readonly string[]): Route[] {
  return [
    {
      method: 'GET',
      path: /^\/health$/,
      handle: ({ response }) => sendJson(response, 200, { ok: true }),
    },
    {
      method: 'GET',
      path: /^\/$/,
      handle: ({ request, response, url: asked }) => {
        const nonce = randomBytes(16).toString('base64')
        const key = `sk-sim-${randomBytes(16).toString('hex')}`
        sendPage(response, {
          html: homePage({
            nonce,
            language: languageOf(asked, request.headers['accept-language']),
            key,
            stabilityUrl: `${url()}/stability`,
            gatewayUrls: gateways.map((name) => `${url()}/${name}`),
          }),
          nonce,
        })
      },
    },
  ]
}
