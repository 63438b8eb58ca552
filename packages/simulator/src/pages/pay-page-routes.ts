import { randomBytes } from 'node:crypto'
import { readBody } from '../http/read-body.ts'
import { readForm } from '../http/read-form.ts'
import type { Exchange, Route } from '../http/router.ts'
import { sendPage } from '../http/send.ts'
import type { Payment } from '../payments/payment.ts'
import { languageOf } from './language.ts'
import { missingPage } from './missing-page.ts'
import type { PayLook } from './pay-look.ts'
import { payPage } from './pay-page.ts'

const MAX_FORM_BYTES = 4096

/** A gateway's page for the buyer; `press` answers where the browser goes next, or null for a button it does not know. */
export function payPageRoutes<P extends Payment>(desk: {
  path: RegExp
  look: PayLook
  find(name: string): P | undefined
  press(payment: P, button: string): string | null
}): Route[] {
  const show = ({ request, response, url }: Exchange, payment: P | undefined) => {
    const nonce = randomBytes(16).toString('base64')
    const language = languageOf(url, request.headers['accept-language'])
    if (!payment)
      return sendPage(response, { status: 404, html: missingPage({ nonce, language }), nonce })
    // Browsers hold a form's redirect to form-action too, so the shop's origin must be named.
    sendPage(response, {
      html: payPage({ payment, nonce, language, look: desk.look }),
      nonce,
      formTargets: [new URL(payment.returnUrl).origin],
    })
  }
  return [
    {
      method: 'GET',
      path: desk.path,
      handle: (exchange) => show(exchange, desk.find(exchange.params[0] ?? '')),
    },
    {
      method: 'POST',
      path: desk.path,
      handle: async (exchange) => {
        const { request, response, params } = exchange
        const payment = desk.find(params[0] ?? '')
        const body = await readBody(request, MAX_FORM_BYTES)
        const form = body && (await readForm(body, request.headers['content-type'] ?? ''))
        const button = form?.get('button')
        if (!payment || typeof button !== 'string' || form?.get('token') !== payment.formToken)
          return show(exchange, payment)
        const location = desk.press(payment, button)
        if (location === null) return show(exchange, payment)
        response.writeHead(303, { location, 'cache-control': 'no-store' }).end()
      },
    },
  ]
}
