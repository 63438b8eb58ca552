import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Outcome, Payment } from './payments.ts'
import { sign } from './signature.ts'

/** How callbacks misbehave on demand. */
export type CallbackHabits = {
  /** Deliveries of each event; 0 loses it. */
  copies: number
  /** Wait before the first delivery. */
  delayMs: number
}

export type Callbacks = {
  deliver(payment: Payment, outcome: Outcome): void
  setHabits(habits: Partial<CallbackHabits>): void
  clear(): void
}

const USUAL: CallbackHabits = { copies: 1, delayMs: 0 }
const ANSWER_TIMEOUT_MS = 10_000

/** Posts signed events to the merchant; anything but 2xx is tried again after each of `retryMs`. */
export function createCallbacks(options: {
  secret: string
  retryMs: readonly number[]
  now: () => number
}): Callbacks {
  let habits = { ...USUAL }
  let era = new AbortController()
  const post = async (payment: Payment, body: string, signal: AbortSignal) => {
    try {
      const answer = await fetch(payment.notifyUrl, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          'x-sandbox-signature': sign(options.secret, body, options.now()),
        },
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
      })
      await answer.body?.cancel()
      return answer.ok
    } catch {
      return false
    }
  }
  const insist = async (payment: Payment, body: string, signal: AbortSignal) => {
    for (const waitMs of [habits.delayMs, ...options.retryMs]) {
      if (waitMs > 0) await sleep(waitMs, undefined, { signal, ref: false })
      if (signal.aborted || (await post(payment, body, signal))) return
    }
  }
  return {
    deliver(payment, outcome) {
      const body = eventBody(payment, outcome)
      for (let copy = 0; copy < habits.copies; copy += 1) {
        // A reset ends the waiting; nobody is left to be told.
        insist(payment, body, era.signal).catch(() => undefined)
      }
    },
    setHabits(change) {
      habits = { ...habits, ...change }
    },
    clear() {
      era.abort()
      era = new AbortController()
      habits = { ...USUAL }
    },
  }
}

/** The same event always has the same id, however often it is sent. */
function eventBody(payment: Payment, outcome: Outcome): string {
  const { id: paymentId, orderId, merchant, amountMinor, currency, closedAt } = payment
  const eventId = `evt_${createHash('sha256').update(`${paymentId}/${outcome}`).digest('hex').slice(0, 24)}`
  return JSON.stringify({
    eventId,
    type: `payment.${outcome}`,
    paymentId,
    orderId,
    merchant,
    amountMinor,
    currency,
    occurredAt: closedAt,
  })
}
