import { randomBytes } from 'node:crypto'
import type { Route } from '../http/router.ts'
import { sendJson, sendPage } from '../http/send.ts'
import { homePage } from './home-page.ts'
import { languageOf } from './language.ts'

type HomeVendor = { id: string; name: string; prices: Readonly<Record<string, number>> }

const stability: HomeVendor = {
  id: 'stability',
  name: 'Stability AI',
  prices: {
    ultra: 8,
    core: 3,
    'sd3.5-large': 6.5,
    'sd3.5-large-turbo': 4,
    'sd3.5-medium': 3.5,
    'upscale/fast': 2,
    'upscale/conservative': 40,
    'upscale/creative': 60,
    'edit/outpaint': 4,
    'edit/…': 5,
  },
}

/** The page that hands out keys, and the health check. */
export function homeRoutes(
  url: () => string,
  { gateways, vendors }: { gateways: readonly string[]; vendors: readonly HomeVendor[] },
): Route[] {
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
            vendors: [stability, ...vendors].map(({ id, name, prices }) => ({
              name,
              prices,
              url: `${url()}/${id}`,
            })),
            gatewayUrls: gateways.map((name) => `${url()}/${name}`),
          }),
          nonce,
        })
      },
    },
  ]
}
