import { z } from 'zod'

/** Everything in a form is text. */
const whole = (least: number) =>
  z
    .string()
    .regex(/^-?\d{1,15}$/, 'Invalid integer')
    .transform(Number)
    .pipe(z.int().min(least))
const metadata = z.record(z.string().max(40), z.string().max(500)).optional()
const url = z.url({ protocol: /^https?$/ }).max(5000)
const expand = z.array(z.string().max(200)).max(20).optional()

export const createSessionSchema = z.strictObject({
  mode: z.literal('payment'),
  client_reference_id: z.string().max(200).optional(),
  customer_email: z.string().max(800).optional(),
  line_items: z
    .array(
      z.strictObject({
        quantity: whole(1),
        price_data: z.strictObject({
          currency: z.enum(['usd', 'cny']),
          unit_amount: whole(0),
          product_data: z.strictObject({ name: z.string().min(1).max(1500) }),
        }),
      }),
    )
    .length(1),
  metadata,
  payment_intent_data: z.strictObject({ metadata }).optional(),
  success_url: url,
  cancel_url: url.optional(),
  expires_at: whole(0).optional(),
  ui_mode: z.literal('hosted_page').optional(),
  locale: z.string().max(10).optional(),
  allowed_payment_method_types: z.array(z.string()).optional(),
  excluded_payment_method_types: z.array(z.string()).optional(),
  expand,
})
export type CreateSession = z.infer<typeof createSessionSchema>

export const createRefundSchema = z.strictObject({
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  amount: whole(1).optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata,
  expand,
})
export type CreateRefund = z.infer<typeof createRefundSchema>

export const retrieveSchema = z.strictObject({ expand })

export const listSchema = z.strictObject({
  limit: whole(1).pipe(z.int().max(100)).default(10),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  payment_intent: z.string().optional(),
  charge: z.string().optional(),
  created: z
    .strictObject({
      gt: whole(0).optional(),
      gte: whole(0).optional(),
      lt: whole(0).optional(),
      lte: whole(0).optional(),
    })
    .optional(),
  expand,
})
export type List = z.infer<typeof listSchema>
