/** What somebody who is not the gateway could try. */
export const FORGERIES = [
  'empty-key',
  'wrong-key',
  'other-gateway',
  'weak-sign-type',
  'other-merchant',
  'changed-amount',
] as const
export type Forgery = (typeof FORGERIES)[number]

/** A webhook as it goes over the wire. */
export type Post = { body: string; headers: Record<string, string> }

/** One fact that a gateway tells a shop. */
export type Message = {
  url: string
  /** Waits before each repeat, as the vendor's schedule has them, in fast time. */
  retryMs: readonly number[]
  /** Written anew for every try, because most signatures hold the time. */
  write(): Post
  /** The same fact as a forger would tell it; null where the trick makes no sense at this gateway. */
  forge(forgery: Forgery): Post | null
  isAccepted(status: number, body: string): boolean
}
