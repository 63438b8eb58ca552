import { isDeepStrictEqual } from 'node:util'
import type { AlipaySdk } from 'alipay-sdk'
import { z } from 'zod'
import type { HttpClient } from '../../http/create-http-client.ts'
import { GatewayError } from '../gateway-error.ts'
import { beijingTime } from './beijing-time.ts'

export type AlipayMethod =
  | 'alipay.trade.query'
  | 'alipay.trade.close'
  | 'alipay.trade.refund'
  | 'alipay.trade.fastpay.refund.query'
  | 'alipay.data.bill.accountlog.query'

/** A verified answer: what was asked for, or Alipay's reason against it. */
export type AlipayAnswer<Body> = { ok: true; body: Body } | { ok: false; subCode: string }
export type AskAlipay = <Body>(
  method: AlipayMethod,
  bizContent: Readonly<Record<string, string>>,
  schema: z.ZodType<Body>,
) => Promise<AlipayAnswer<Body>>

const timeoutMs = 10_000
/** A full page of 2,000 lines of the account log is about 1.5 MB. */
const maxAnswerBytes = 8 * 1024 * 1024

const outcomeSchema = z.object({ code: z.string(), sub_code: z.string().optional() })
/** `20000` is "service unavailable"; a system error under `40004` leaves open what was done. */
const undecided = (code: string, subCode: string) =>
  code === '20000' || /SYSTEM_ERROR|UNKNOW/i.test(subCode)

/**
 * Signed questions to Alipay, and only verified answers. The SDK signs and checks; the bytes travel by our own client,
 * because the SDK's follows redirects, repeats requests by itself and reads answers of any size. What is read must be
 * the very substring whose signature was checked: the SDK's `exec` checks the first object under the method's name
 * and reads the last.
 * @throws GatewayError; a no without a good signature is no definite no
 */
export function askAlipay(sdk: AlipaySdk, client: HttpClient, now: () => number): AskAlipay {
  return async (method, bizContent, schema) => {
    const form = sdk.sdkExecute(method, { timestamp: beijingTime(new Date(now())), bizContent })
    const outcome = await client.send({
      method: 'POST',
      path: '/gateway.do',
      headers: { accept: 'application/json' },
      body: {
        bytes: new TextEncoder().encode(form),
        contentType: 'application/x-www-form-urlencoded;charset=utf-8',
      },
      timeoutMs,
      maxBytes: maxAnswerBytes,
    })
    if (outcome.kind === 'not-sent') throw new GatewayError('GATEWAY_UNREACHABLE')
    if (outcome.kind !== 'answer' || outcome.status !== 200)
      throw new GatewayError('GATEWAY_UNKNOWN')
    const signed = signedPart(sdk, method, Buffer.from(outcome.body).toString('utf8'))
    const { code, sub_code: subCode = '' } = readAs(outcomeSchema, signed)
    if (code === '10000') return { ok: true, body: readAs(schema, signed) }
    if (undecided(code, subCode)) throw new GatewayError('GATEWAY_UNKNOWN')
    // Only 40004 is about the payment; the rest is about us (signature, permission, parameters).
    if (code !== '40004') throw new GatewayError('GATEWAY_REFUSED')
    return { ok: false, subCode }
  }
}

function signedPart(sdk: AlipaySdk, method: string, text: string): unknown {
  const key = `${method.replaceAll('.', '_')}_response`
  try {
    const outer = z.looseObject({ sign: z.string().min(1) }).parse(JSON.parse(text))
    const name = key in outer ? key : 'error_response'
    sdk.checkResponseSign(text, name, outer.sign, '')
    const signed: unknown = JSON.parse(sdk.getSignStr(text, name))
    if (isDeepStrictEqual(outer[name], signed)) return signed
  } catch {
    // The SDK's error quotes the whole answer.
  }
  throw new GatewayError('GATEWAY_UNKNOWN')
}

function readAs<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new GatewayError('GATEWAY_UNKNOWN')
  return parsed.data
}
