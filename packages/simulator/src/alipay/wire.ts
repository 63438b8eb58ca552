import { createHash } from 'node:crypto'
import type { Payment } from '../payments/payment.ts'

const EAST_MS = 8 * 3_600_000

/** Fen as yuan with two decimals. */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0')
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** `1.15` is 115; null for anything but digits with at most two decimals. */
export function fen(text: string): number | null {
  const [, whole, cents = ''] = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text) ?? []
  return whole === undefined ? null : Number(whole + cents.padEnd(2, '0'))
}

/** ISO as Alipay writes it: GMT+8, no zone. */
export function beijing(iso: string): string {
  return new Date(Date.parse(iso) + EAST_MS).toISOString().slice(0, 19).replace('T', ' ')
}

/** Back to ISO; null when it is no such time. */
export function isoOfBeijing(text: string): string | null {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null
  const at = new Date(`${text.replace(' ', 'T')}+08:00`)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

/** A merchant's number of 32 hex digits is shown and found as the UUID it stands for. */
export function orderIdOf(outTradeNo: string): string {
  return outTradeNo.replace(
    /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/,
    '$1-$2-$3-$4-$5',
  )
}

export function outTradeNoOf(payment: Payment): string {
  return payment.orderId.replaceAll('-', '')
}

/** 28 digits that begin with the day, as the real ones do. */
export function tradeNoOf(payment: Payment): string {
  const day = beijing(payment.openedAt).slice(0, 10).replaceAll('-', '')
  const digits = BigInt(`0x${createHash('sha256').update(payment.id).digest('hex')}`)
  return `${day}2200${String(digits).slice(0, 16).padStart(16, '0')}`
}

/** A fully refunded trade is closed, a partly refunded one still a success. */
export function tradeStatusOf(payment: Payment): string {
  if (payment.status === 'pending') return 'WAIT_BUYER_PAY'
  if (payment.status !== 'paid') return 'TRADE_CLOSED'
  return refundedFen(payment) < payment.amountMinor ? 'TRADE_SUCCESS' : 'TRADE_CLOSED'
}

export function refundedFen(payment: Payment): number {
  return payment.refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}
