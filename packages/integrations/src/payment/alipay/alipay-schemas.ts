import { z } from 'zod'
import { fromBeijingTime } from './beijing-time.ts'
import { fenOf, maxFen } from './yuan.ts'

const text = z.string().max(256)
const filled = text.min(1)

/** Yuan on the wire, fen inside. */
const fen = z.string().transform((yuan, context) => {
  const amount = fenOf(yuan)
  if (amount !== null) return amount
  context.addIssue('not yuan')
  return z.NEVER
})

/** Beijing time on the wire. */
const moment = z.string().transform((written, context) => {
  const at = fromBeijingTime(written)
  if (at !== null) return at
  context.addIssue('not a time')
  return z.NEVER
})

const tradeStatus = z.enum(['WAIT_BUYER_PAY', 'TRADE_CLOSED', 'TRADE_SUCCESS', 'TRADE_FINISHED'])
const webUrl = z.url({ protocol: /^https?$/ }).max(2000)

export const createPaymentSchema = z.object({
  amountMinor: z.int().min(1).max(maxFen),
  currency: z.literal('CNY'),
  subject: z.string().min(1).max(200),
  notifyUrl: webUrl,
  returnUrl: webUrl,
  expiresAt: z.date(),
  device: z.enum(['desktop', 'phone']),
})

export const tradeSchema = z.object({
  trade_no: filled,
  out_trade_no: filled,
  trade_status: tradeStatus,
  total_amount: fen,
  trans_currency: text.optional(),
  /** Only a trade that was paid has it, also when it was closed by a full refund. */
  send_pay_date: moment.optional(),
})

export const refundSchema = z.object({
  trade_no: filled,
  out_trade_no: filled,
  fund_change: z.enum(['Y', 'N']),
})

export const refundQuerySchema = z.object({
  refund_status: text.optional(),
  refund_amount: fen.optional(),
  out_request_no: text.optional(),
})

export const accountLogSchema = z.object({
  total_size: z.string().regex(/^\d{1,9}$/),
  detail_list: z
    .array(
      z.object({
        account_log_id: filled,
        alipay_order_no: text.optional(),
        merchant_order_no: text.optional(),
        merchant_out_refund_no: text.optional(),
        direction: z.string(),
        trans_amount: z.string(),
        trans_dt: moment,
        type: text.optional(),
        biz_desc: text.optional(),
      }),
    )
    .max(2000)
    .optional(),
})

/** What a notification must hold before anything in it is believed. */
export const notifySchema = z.object({
  notify_id: filled,
  notify_type: z.literal('trade_status_sync'),
  app_id: filled,
  seller_id: filled,
  trade_no: filled,
  out_trade_no: filled,
  trade_status: tradeStatus,
  total_amount: fen,
  refund_fee: fen.optional(),
})
