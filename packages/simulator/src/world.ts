import type { AlipayParty } from './alipay/create-alipay-party.ts'
import type { Bill } from './bill.ts'
import type { DrawPicture } from './picture-studio.ts'
import type { Deliveries } from './deliveries/create-deliveries.ts'
import type { Desk } from './payments/desk.ts'
import type { SandboxBook } from './sandbox/sandbox-book.ts'
import type { StripeDesk } from './stripe/stripe-desk.ts'
import type { Scenarios } from './scenario.ts'
import type { Accounts } from './stability/accounts.ts'
import type { RateLimit } from './stability/rate-limit.ts'
import type { AccountsOf } from './vendors/accounts-of.ts'

/** Everything that the simulated parties remember; lives in memory, `reset` empties it. */
export type World = {
  /** Stability's. */
  accounts: Accounts
  /** Each vendor's own. */
  accountsOf: AccountsOf
  bill: Bill
  scenarios: Scenarios
  rateLimit: RateLimit
  deliveries: Deliveries
  sandbox: SandboxBook
  /** Null where it was started without Alipay. */
  alipay: AlipayParty | null
  /** Null where it was started without Stripe. */
  stripe: StripeDesk | null
  /** One for each gateway; the control verbs ask them in turn. */
  desks: readonly Desk[]
  draw: DrawPicture
  /** 0 answers at once; 1 takes the time of the real thing scaled for a demo. */
  latencyFactor: number
  now: () => number
}
