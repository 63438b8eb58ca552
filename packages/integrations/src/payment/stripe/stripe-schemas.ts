import { z } from 'zod'
import { GatewayError } from '../gateway-error.ts'

/** What of Stripe's objects is read; the SDK types its answers but checks none of them. */
const id = z.string().regex(/^[A-Za-z0-9_]{1,255}$/)
const amount = z.int().min(0)
const currency = z
  .string()
  .regex(/^[a-z]{3}$/)
  .transform((code) => code.toUpperCase())
const seconds = z
  .int()
  .min(0)
  .transform((value) => new Date(value * 1000))
const metadata = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {})
/** An object may come expanded or as its id. */
const idOf = z
  .union([id, z.object({ id }).transform((object) => object.id)])
  .nullish()
  .transform((value) => value ?? null)

export const sessionReference = z.string().regex(/^cs_[A-Za-z0-9_]{1,250}$/)
export const intentReference = z.string().regex(/^pi_[A-Za-z0-9_]{1,250}$/)

export const sessionSchema = z.object({
  id: sessionReference,
  livemode: z.boolean(),
  client_reference_id: z.string().nullable(),
  status: z.enum(['open', 'complete', 'expired']),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  amount_total: amount.nullable(),
  currency: currency.nullable(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullish(),
  created: seconds,
  payment_intent: z.unknown(),
})
export type Session = z.infer<typeof sessionSchema>

export const intentSchema = z.object({
  id: intentReference,
  livemode: z.boolean(),
  status: z.string(),
  amount_received: amount,
  currency,
  metadata,
  created: seconds,
  latest_charge: z.unknown(),
})
export const chargeTimeSchema = z.object({ created: seconds })

export const refundSchema = z.object({
  id,
  amount,
  currency,
  metadata,
  payment_intent: idOf,
  status: z.string().nullable(),
})
export type StripeRefund = z.infer<typeof refundSchema>

export const disputeSchema = z.object({
  id,
  amount,
  currency,
  payment_intent: idOf,
  status: z.string(),
})

export const bookedSchema = z.object({
  created: seconds,
  reporting_category: z.string(),
  source: z.unknown(),
})
export const bookedSourceSchema = z.object({
  id,
  amount,
  currency,
  metadata,
  payment_intent: idOf,
})

export const eventSchema = z.object({
  id,
  object: z.literal('event'),
  type: z.string().max(100),
  livemode: z.boolean(),
  account: z.string().nullish(),
  data: z.object({ object: z.unknown() }),
})
export const eventSessionSchema = sessionSchema.extend({ payment_intent: idOf })
export const eventChargeSchema = z.object({
  amount_refunded: amount,
  currency,
  metadata,
  payment_intent: idOf,
})

/** @throws GatewayError GATEWAY_UNKNOWN for an answer that is not what it should be */
export function readAnswer<Value>(schema: z.ZodType<Value>, answer: unknown): Value {
  const parsed = schema.safeParse(answer)
  if (!parsed.success) throw new GatewayError('GATEWAY_UNKNOWN')
  return parsed.data
}
