import { createSign, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beijing } from '../alipay/wire.ts'
import { withSimulator } from './with-simulator.ts'
import type { TestSimulator } from './with-simulator.ts'

const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    privatePem: String(privateKey.export({ format: 'pem', type: 'pkcs8' })),
    publicPem: String(publicKey.export({ format: 'pem', type: 'spki' })),
  }
}
export const app = pair()
export const alipay = pair()
export const appId = '2021000000000001'
export const sellerId = '2088000000000001'
export const outTradeNo = '01890f2e5c6a7bcd8ef0123456789abc'
export const orderId = '01890f2e-5c6a-7bcd-8ef0-123456789abc'

export const withAlipay = (
  options: Parameters<typeof withSimulator>[0] = {},
): Promise<TestSimulator> =>
  withSimulator({
    alipay: { appId, sellerId, appPublicKey: app.publicPem, alipayPrivateKey: alipay.privatePem },
    ...options,
  })

type Fields = Record<string, string>

/** A signed request as a merchant's library writes it; `late` fields are changed after signing. */
function signedForm(fields: Fields, late: Fields = {}): URLSearchParams {
  const all: Fields = {
    app_id: appId,
    charset: 'utf-8',
    sign_type: 'RSA2',
    timestamp: beijing(new Date().toISOString()),
    version: '1.0',
    ...fields,
  }
  const text = Object.keys(all)
    .toSorted()
    .map((name) => `${name}=${all[name] ?? ''}`)
    .join('&')
  const sign = createSign('RSA-SHA256').update(text, 'utf8').sign(app.privatePem, 'base64')
  return new URLSearchParams({ ...all, sign, ...late })
}

/** One call of the merchant's server; answers the inner object. */
export async function call(
  simulator: TestSimulator,
  method: string,
  content: Fields,
  late: Fields = {},
): Promise<Record<string, unknown>> {
  const form = signedForm({ method, biz_content: JSON.stringify(content) }, late)
  const answer = await fetch(`${simulator.alipayUrl}/gateway.do`, { method: 'POST', body: form })
  const json = (await answer.json()) as Record<string, Record<string, unknown>>
  return json[`${method.replaceAll('.', '_')}_response`] ?? {}
}

export const payContent = {
  out_trade_no: outTradeNo,
  total_amount: '35.00',
  subject: '500 credits',
  product_code: 'FAST_INSTANT_TRADE_PAY',
}

/** The buyer follows a pay address. */
export function openPage(
  simulator: TestSimulator,
  notifyUrl: string,
  change: { content?: Fields; fields?: Fields; late?: Fields } = {},
): Promise<Response> {
  const form = signedForm(
    {
      method: 'alipay.trade.page.pay',
      notify_url: notifyUrl,
      return_url: 'http://localhost:3000/en/wallet/orders/1?from=pay',
      biz_content: JSON.stringify({ ...payContent, ...change.content }),
      ...change.fields,
    },
    change.late,
  )
  return fetch(`${simulator.alipayUrl}/gateway.do?${form.toString()}`)
}

export type AlipayShop = AsyncDisposable & {
  notifyUrl: string
  deliveries: Fields[]
  received(count: number): Promise<void>
}

/** A shop that answers its notifications with the texts given, then `success`. */
export async function alipayShop(
  answers: { status?: number; body: string }[] = [],
): Promise<AlipayShop> {
  const deliveries: Fields[] = []
  let waiting: (() => void)[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        deliveries.push(Object.fromEntries(new URLSearchParams(text)))
        const { status = 200, body } = answers.shift() ?? { body: 'success' }
        response.writeHead(status).end(body)
        const woken = waiting
        waiting = []
        for (const wake of woken) wake()
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    notifyUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/notify`,
    deliveries,
    async received(count) {
      while (deliveries.length < count) await new Promise<void>((resolve) => waiting.push(resolve))
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
