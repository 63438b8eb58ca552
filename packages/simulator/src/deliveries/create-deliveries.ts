import { setTimeout as sleep } from 'node:timers/promises'
import type { Forgery, Message, Post } from './message.ts'
import { createTurnstile } from './turnstile.ts'

/** How deliveries misbehave on demand, at every gateway. */
export type CallbackHabits = {
  /** Deliveries of each fact; 0 loses it. */
  copies: number
  /** Wait before the first delivery. */
  delayMs: number
  /** Each delivery waits any time up to `delayMs`, so that they arrive in any order. */
  shuffle: boolean
  /** Sent once each beside every fact, before its genuine copies. */
  forge: readonly Forgery[]
}

export type Deliveries = {
  send(message: Message): void
  setHabits(habits: Partial<CallbackHabits>): void
  clear(): void
}

const USUAL: CallbackHabits = { copies: 1, delayMs: 0, shuffle: false, forge: [] }
const ANSWER_TIMEOUT_MS = 10_000
const AT_ONCE = 64

/** Posts what gateways tell shops; what is not accepted is tried again on the message's schedule, or on `retryMs`. */
export function createDeliveries(retryMs?: readonly number[]): Deliveries {
  let habits = USUAL
  let era = new AbortController()
  const turnstile = createTurnstile(AT_ONCE)
  const post = (message: Message, written: Post, signal: AbortSignal): Promise<boolean> =>
    turnstile(async () => {
      try {
        const answer = await fetch(message.url, {
          method: 'POST',
          redirect: 'manual',
          headers: written.headers,
          body: written.body,
          signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
        })
        return message.isAccepted(answer.status, await answer.text())
      } catch {
        return false
      }
    })
  const insist = async (message: Message, firstMs: number, signal: AbortSignal): Promise<void> => {
    for (const waitMs of [firstMs, ...(retryMs ?? message.retryMs)]) {
      if (waitMs > 0) await sleep(waitMs, undefined, { signal, ref: false })
      if (signal.aborted || (await post(message, message.write(), signal))) return
    }
  }
  const forge = async (message: Message, written: Post, signal: AbortSignal): Promise<void> => {
    if (habits.delayMs > 0) await sleep(waitOf(habits), undefined, { signal, ref: false })
    await post(message, written, signal)
  }
  // A reset ends the waiting; nobody is left to be told.
  const ignored = () => undefined
  return {
    send(message) {
      for (const forgery of habits.forge) {
        const written = message.forge(forgery)
        if (written !== null) forge(message, written, era.signal).catch(ignored)
      }
      for (let copy = 0; copy < habits.copies; copy += 1)
        insist(message, waitOf(habits), era.signal).catch(ignored)
    },
    setHabits(change) {
      habits = { ...habits, ...change }
    },
    clear() {
      era.abort()
      era = new AbortController()
      habits = USUAL
    },
  }
}

function waitOf({ delayMs, shuffle }: CallbackHabits): number {
  return shuffle ? Math.random() * delayMs : delayMs
}
