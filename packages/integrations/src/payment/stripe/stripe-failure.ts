import { z } from 'zod'
import { GatewayError } from '../gateway-error.ts'

/** The SDK's errors by their own words: they are recognised by `type`, never by class. */
const failureSchema = z.object({
  type: z.string(),
  statusCode: z.number().optional(),
  code: z.string().optional(),
  message: z.string(),
  detail: z.unknown(),
})
const causeSchema = z.object({ code: z.string() })

/** No byte of a request can have left when one of these ended it. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])
/** Definite answers; everything else may have been done or may be done when asked again. */
const refusals = new Set([
  'StripeInvalidRequestError',
  'StripeAuthenticationError',
  'StripePermissionError',
  'StripeCardError',
  'StripeIdempotencyError',
])

/** What went wrong in a call, in the port's words; `code` is Stripe's own. */
export type StripeFailure = {
  kind: 'GATEWAY_UNREACHABLE' | 'GATEWAY_REFUSED' | 'GATEWAY_UNKNOWN'
  type: string
  code: string | null
  /** The request was understood and its object does not exist. */
  missing: boolean
}

/** Reads what the SDK threw: whether the request was certainly not sent, refused, or may have been done. */
export function stripeFailure(error: unknown): StripeFailure {
  const parsed = failureSchema.safeParse(error)
  if (!parsed.success)
    return { kind: 'GATEWAY_UNKNOWN', type: 'unreadable', code: null, missing: false }
  const { type, code, message, detail } = parsed.data
  const failure = { type, code: code ?? null, missing: code === 'resource_missing' }
  if (type === 'StripeConnectionError') {
    const cause = causeSchema.safeParse(detail)
    // After a repeat the first try may have arrived.
    const sent = !cause.success || !neverSent.has(cause.data.code) || /retried/.test(message)
    return { ...failure, kind: sent ? 'GATEWAY_UNKNOWN' : 'GATEWAY_UNREACHABLE' }
  }
  return { ...failure, kind: refusals.has(type) ? 'GATEWAY_REFUSED' : 'GATEWAY_UNKNOWN' }
}

/** Runs a call and throws the port's errors instead of the SDK's, whose messages may quote what was sent. */
export async function throughStripe<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    throw new GatewayError(stripeFailure(error).kind)
  }
}

/** Like `throughStripe`, and null when the object does not exist. */
export async function foundByStripe<Result>(call: () => Promise<Result>): Promise<Result | null> {
  try {
    return await call()
  } catch (error) {
    const failure = stripeFailure(error)
    if (failure.missing) return null
    throw new GatewayError(failure.kind)
  }
}
