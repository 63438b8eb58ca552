import { z } from 'zod'
import { numberPage } from '../keyset.ts'

/** Hundredths of a credit. */
const credits = z.bigint()
const instant = z.date().min(new Date(0)).max(new Date('2200-01-01'))

export const statementType = z.enum([
  'recharge',
  'hold',
  'consume',
  'release',
  'earn',
  'commission',
  'refund',
  'bonus',
  'expiry',
  'adjustment',
  'chargeback',
  'mature',
  'compensation',
  'payment_refund',
  'debt_recovery',
  'reversal',
  'buy_out',
])
export type StatementType = z.infer<typeof statementType>
const types = z.array(statementType).max(statementType.options.length).default([])

export const statementInput = numberPage.extend({
  types,
  /** A period, half open; without one, everything. */
  from: instant.optional(),
  until: instant.optional(),
  /** An order, a run or a task: only the lines that are about it. */
  about: z.uuid().optional(),
})
export type StatementInput = z.infer<typeof statementInput>

const statementLine = z.strictObject({
  id: z.bigint(),
  type: statementType,
  amount: credits,
  spendableDelta: credits,
  heldDelta: credits,
  pendingDelta: credits,
  /** What is owed is a negative figure. */
  debtDelta: credits,
  spendableAfter: credits,
  heldAfter: credits,
  pendingAfter: credits,
  debtAfter: credits,
  /** On a reservation: what of it still waits for its images now. */
  stillHeld: credits,
  /** On a reservation: what its delivered images cost, whatever was given back later. */
  charged: credits,
  taskId: z.uuid().nullable(),
  runId: z.uuid().nullable(),
  orderId: z.uuid().nullable(),
  description: z.string(),
  createdAt: z.date(),
})
export type StatementLine = z.infer<typeof statementLine>
export const statementOutput = z.strictObject({ lines: z.array(statementLine), more: z.boolean() })

/** Longest period of an export. */
const maxExportDays = 366
export const exportInput = z
  .strictObject({ from: instant, until: instant, types, locale: z.enum(['en', 'zh']) })
  .refine(({ from, until }) => {
    const lengthMs = until.getTime() - from.getTime()
    return lengthMs > 0 && lengthMs <= maxExportDays * 86_400_000
  })
export type ExportInput = z.infer<typeof exportInput>
/** Where the file is fetched, for a few minutes and by its owner alone. */
export const exportOutput = z.strictObject({ url: z.string(), expiresAt: z.date() })
export type Export = z.infer<typeof exportOutput>

const firstMonth = 2020
export const monthText = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .refine((text) => Number(text.slice(0, 4)) >= firstMonth && text < '2100')
export const providerMonthInput = z.strictObject({ month: monthText })
export const providerExportInput = z.strictObject({
  month: monthText,
  locale: z.enum(['en', 'zh']),
})
export type ProviderExport = z.infer<typeof providerExportInput>

const movement = z.strictObject({
  type: statementType,
  lines: z.int(),
  amount: credits,
  /** What it did to the pending earnings. */
  pending: credits,
})
const earning = z.strictObject({
  resourceId: z.uuid(),
  /** The provider's own name for it. */
  resourceName: z.string(),
  modelId: z.string(),
  images: z.int(),
  /** What consumers paid, the commission on it, and what is the provider's. */
  price: credits,
  fee: credits,
  share: credits,
  /** Taken back since, by disputes and chargebacks: of the price, and of the commission. */
  reversed: credits,
  feeReversed: credits,
})
/** One UTC month of a provider: what was pending, what came to it and left it, what is pending at the end. */
export const providerMonth = z.strictObject({
  month: z.string(),
  /** The month of the first movement; null before any. */
  firstMonth: z.string().nullable(),
  pendingBefore: credits,
  pendingAfter: credits,
  movements: z.array(movement),
  earnings: z.array(earning),
})
export type ProviderMonth = z.infer<typeof providerMonth>
