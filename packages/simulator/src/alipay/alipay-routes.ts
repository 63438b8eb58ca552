import type { ServerResponse } from 'node:http'
import { readBody } from '../http/read-body.ts'
import type { Exchange, Route } from '../http/router.ts'
import { payPageRoutes } from '../pages/pay-page-routes.ts'
import type { AlipayTrade } from './alipay-book.ts'
import { alipayLook } from './alipay-look.ts'
import { invalid, sendSigned } from './answers.ts'
import type { AlipayParty } from './create-alipay-party.ts'
import { openTrade, parsedJson, returnFields } from './open-trade.ts'
import { refusalPage } from './refusal-page.ts'
import type { Fields } from './signing.ts'
import { isSignedRequest, withSignature } from './signing.ts'
import { tradeMethods } from './trade-methods.ts'
import { beijing, tradeNoOf, yuan } from './wire.ts'

const MAX_FORM_BYTES = 65_536

/** Alipay's gateway: one address for everything, and the buyer's page. */
export function alipayRoutes(party: AlipayParty): Route[] {
  return [
    {
      method: 'ANY',
      path: /^\/alipay\/gateway\.do$/,
      handle: (exchange) => serve(party, exchange),
    },
    {
      method: 'GET',
      path: /^\/alipay\/refused\/([A-Za-z._-]{1,64})$/,
      handle: (exchange) => refusalPage(exchange, exchange.params[0] ?? ''),
    },
    ...payPageRoutes<AlipayTrade>({
      path: /^\/alipay\/pay\/([0-9a-f]{24})$/,
      look: alipayLook,
      find: (id) => party.book.byId(id),
      press: (trade, button) => pressed(party, trade, button),
    }),
  ]
}

async function serve(party: AlipayParty, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange
  const body = await readBody(request, MAX_FORM_BYTES)
  // Some clients put everything into the address, some the common parameters only; both are one set.
  const fields: Fields = Object.fromEntries([
    ...url.searchParams,
    ...new URLSearchParams(body?.toString('utf8') ?? ''),
  ])
  const method = fields['method'] ?? ''
  const fault = faultOf(party, fields)
  if (method === 'alipay.trade.page.pay' || method === 'alipay.trade.wap.pay') {
    if (fault !== null) return refused(response, fault)
    const opened = openTrade(party.book, fields, party.settings.sellerId, party.now())
    if (!('trade' in opened)) return refused(response, opened.subCode)
    response.writeHead(302, { location: `/alipay/pay/${opened.trade.id}` }).end()
    return
  }
  const answer = tradeMethods.get(method)
  if (answer === undefined || fault !== null) {
    const subCode = fault ?? 'isv.invalid-method'
    return sendSigned(response, method, invalid(subCode, subCode), party.keys.alipay)
  }
  const content = parsedJson(fields['biz_content'] ?? '')
  sendSigned(response, method, answer(party.book, content), party.keys.alipay)
}

/** On an address of its own, so that its language can be changed. */
function refused(response: ServerResponse, subCode: string): void {
  response.writeHead(302, { location: `/alipay/refused/${subCode}` }).end()
}

/** What is wrong with a request before anybody looks at what it wants. */
function faultOf({ settings, keys }: AlipayParty, fields: Fields): string | null {
  if (fields['app_id'] !== settings.appId) return 'isv.invalid-app-id'
  if (fields['sign_type'] !== 'RSA2') return 'isv.invalid-signature-type'
  if (fields['charset']?.toLowerCase() !== 'utf-8') return 'isv.invalid-charset'
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(fields['timestamp'] ?? ''))
    return 'isv.invalid-timestamp'
  return isSignedRequest(fields, keys.app) ? null : 'isv.invalid-signature'
}

/** After paying the browser brings signed parameters back; after anything else it just comes back. */
function pressed(party: AlipayParty, trade: AlipayTrade, button: string): string | null {
  if (button === 'leave') return trade.quitUrl
  if (button === 'cancel') {
    party.book.end(trade, 'cancelled')
    return trade.quitUrl
  }
  if (button !== 'pay') return null
  party.book.end(trade, 'paid')
  const fields = withSignature(
    {
      ...returnFields(trade, party.settings, beijing(new Date(party.now()).toISOString())),
      trade_no: tradeNoOf(trade),
      total_amount: yuan(trade.amountMinor),
    },
    party.keys.alipay,
  )
  const back = new URL(trade.returnUrl)
  for (const [name, value] of Object.entries(fields)) back.searchParams.set(name, value)
  return back.href
}
