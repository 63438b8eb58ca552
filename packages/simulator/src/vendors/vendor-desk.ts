import type { Exchange } from '../http/router.ts'
import type { Scenario } from '../scenario.ts'
import type { Account } from '../stability/accounts.ts'
import type { Job, JobState } from './jobs.ts'
import type { Answer, Order, ReadOrder } from './vendor.ts'

/** A call that is good: the key is known, the order is read, and the account can pay for it. */
export type Taken = {
  exchange: Exchange
  requestId: string
  key: string
  account: Account
  order: Order
  credits: number
  seed: number
  scenario: Scenario | null
}

/** A picture that has been drawn, and charged unless the filter caught it and the vendor is kind. */
export type Drawn = {
  requestId: string
  bytes: Uint8Array
  mimeType: string
  seed: number
  /** The output filter caught it; the bytes are blurred. */
  filtered: boolean
  /** Where it can be fetched without a key, for ten minutes. */
  url: () => string
}

/** What a job's vendor can say about it now. */
export type JobView = Job & { state: JobState; url: () => string }

/** What every simulated vendor does alike; its routes call these. Refusals have been answered when they resolve. */
export type VendorDesk = {
  /** Checks key, limits, body and balance, and lets planned faults pass first; null when it has been refused. */
  takeOrder(exchange: Exchange, read: ReadOrder): Promise<Taken | null>
  /** Draws, charges and answers at once. */
  deliver(taken: Taken, answer: (drawn: Drawn) => Answer): Promise<void>
  /** Begins a job, charges for it if it will be done, and answers with its name. */
  begin(taken: Taken, answer: (job: JobView) => Answer, id?: string): Promise<void>
  /** Answers about a job of the caller's account. */
  showJob(exchange: Exchange, id: string, answer: (job: JobView) => Answer): Promise<void>
  /** A free call about the caller: key checks, lists, balances. */
  showAccount(exchange: Exchange, answer: (account: Account) => Answer): Promise<void>
}
