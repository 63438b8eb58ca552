import type { IncomingHttpHeaders } from 'node:http'
import type { Route } from '../http/router.ts'
import type { BucketSettings } from './token-bucket.ts'
import type { VendorDesk } from './vendor-desk.ts'

/** The definite noes that every vendor knows in some shape of its own. */
export type Refusal =
  | 'bad-request'
  | 'unauthorized'
  | 'drained'
  | 'moderated'
  | 'not-found'
  | 'too-large'
  | 'rate-limited'
  | 'server-error'

/** An answer before it is sent: anything but bytes goes out as JSON. */
export type Answer = { status: number; body: unknown; headers?: Readonly<Record<string, string>> }

/** What a vendor understood of a request to generate. */
export type Order = {
  /** As the vendor's price list calls it. */
  model: string
  prompt: string
  negativePrompt?: string | undefined
  size: { width: number; height: number }
  format: 'png' | 'jpeg' | 'webp'
  /** Left out, it is drawn. */
  seed?: number | undefined
  /** What it costs; left out, the price list says it. */
  credits?: number | undefined
  /** How the caller named the call, where the vendor has a field for that. */
  correlationId: string | null
  /** Whether moderation ends the job that was begun, instead of refusing the order. */
  moderatedAsJob?: boolean
}

/** A request as a vendor reads it: exactly one of `json` and `form` is there, or neither. */
export type OrderText = {
  json: unknown
  form: FormData | null
  headers: IncomingHttpHeaders
  params: readonly string[]
}
type NoOrder = { refusal: Refusal; detail: string }
export type ReadOrder = (text: OrderText) => Order | NoOrder | Promise<Order | NoOrder>

/** A simulated vendor of pictures: one file that says what is its own; the desk does what all of them do. */
export type Vendor = {
  /** The upstream's id in our catalogue, and the first part of its paths here. */
  id: string
  name: string
  /** Upstream credits (US cents) per picture, by the vendor's own name of the model. */
  prices: Readonly<Record<string, number>>
  /** How a caller shows the key: `bearer`, or the name of a header, or the word before the key in `authorization`. */
  credential: 'bearer' | { scheme: string } | { header: string }
  /** How long a picture takes under latency `real`, before the factor. */
  latencyMs: readonly [shortest: number, longest: number]
  /** Whether an output that its filter caught is charged. */
  billsFiltered: boolean
  /** Left out, there is no limit. */
  rateLimit?: BucketSettings
  /** Jobs that one account may have underway; left out, any number. */
  maxRunning?: number
  /** Default 20 MiB. */
  maxBodyBytes?: number
  refuse(refusal: Refusal, about: { requestId: string; detail: string }): Answer
  /** Paths below the vendor's address: `/^\/v1\/images$/`. */
  routes(desk: VendorDesk): Route[]
}
