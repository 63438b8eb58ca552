import type { z } from 'zod'
import type { Route } from '../http/router.ts'
import { bookLines } from '../payments/book-lines.ts'
import { createRefund } from './create-refund.ts'
import { createSession } from './create-session.ts'
import { listPage } from './list-page.ts'
import type { StripeResult } from './stripe-call.ts'
import { stripeCall } from './stripe-call.ts'
import type { StripeDesk } from './stripe-desk.ts'
import { invalidRequest, missing } from './stripe-error.ts'
import type { StripePayment } from './stripe-payment.ts'
import { findStripe, hasIntent, sessionId, unixSeconds } from './stripe-payment.ts'
import type { List } from './stripe-schemas.ts'
import {
  createRefundSchema,
  createSessionSchema,
  listSchema,
  retrieveSchema,
} from './stripe-schemas.ts'
import type { Expand, View } from './stripe-views.ts'
import { bookedView, disputeView, intentView, refundView, sessionView } from './stripe-views.ts'

export type StripeApi = {
  desk: StripeDesk
  secretKey: string
  publicUrl: () => string
  now: () => number
}

/** The part of Stripe's API that payments by hosted page need, on the paths that its libraries call. */
export function stripeApi(api: StripeApi): Route[] {
  const { desk, secretKey } = api
  const shared = { secretKey, idempotency: desk.idempotency }
  const route = <Input>(
    method: 'GET' | 'POST',
    path: RegExp,
    schema: z.ZodType<Input>,
    act: (input: Input, params: readonly string[]) => StripeResult,
  ): Route => ({ method, path, handle: stripeCall(shared, schema, act) })
  const session = (payment: StripePayment, expand: Expand) =>
    sessionView(payment, `${api.publicUrl()}/stripe/pay/${sessionId(payment)}`, expand)
  const sessions = '/v1/checkout/sessions'
  return [
    route('POST', new RegExp(`^${sessions}$`), createSessionSchema, (asked) => {
      const opened = createSession(desk, asked, api.now())
      return 'error' in opened ? opened : { body: session(opened, asking(asked.expand)) }
    }),
    route('GET', new RegExp(`^${sessions}/([^/]+)$`), retrieveSchema, ({ expand }, [id = '']) => {
      const payment = id.startsWith('cs_') ? findStripe(desk.book, id) : undefined
      const unknown = unknownExpand(expand, ['payment_intent', 'payment_intent.latest_charge'])
      if (!payment) return missing('checkout.session', id, 'session')
      return unknown ?? { body: session(payment, asking(expand)) }
    }),
    route(
      'POST',
      new RegExp(`^${sessions}/([^/]+)/expire$`),
      retrieveSchema,
      (asked, [id = '']) => {
        const payment = id.startsWith('cs_') ? findStripe(desk.book, id) : undefined
        if (!payment) return missing('checkout.session', id, 'session')
        const status = String(session(payment, () => false)['status'])
        if (status !== 'open')
          return invalidRequest(
            `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${status}.`,
            { isSaved: true },
          )
        desk.book.end(payment, 'expired')
        return { body: session(payment, asking(asked.expand)) }
      },
    ),
    route('GET', /^\/v1\/payment_intents\/([^/]+)$/, retrieveSchema, ({ expand }, [id = '']) => {
      const payment = id.startsWith('pi_') ? findStripe(desk.book, id) : undefined
      if (!payment) return missing('payment_intent', id, 'intent')
      return (
        unknownExpand(expand, ['latest_charge']) ?? { body: intentView(payment, asking(expand)) }
      )
    }),
    route('POST', /^\/v1\/refunds$/, createRefundSchema, (asked) => {
      const made = createRefund(desk.book, asked)
      return 'error' in made ? made : { body: refundView(made.payment, made.refund) }
    }),
    ...lists(api, route),
  ]
}

type MakeRoute = <Input>(
  method: 'GET' | 'POST',
  path: RegExp,
  schema: z.ZodType<Input>,
  act: (input: Input, params: readonly string[]) => StripeResult,
) => Route

function lists({ desk }: StripeApi, route: MakeRoute): Route[] {
  const list = (path: string, viewsOf: (asked: List) => View[], expandable: string[] = []): Route =>
    route('GET', new RegExp(`^${path}$`), listSchema, (asked) => {
      const unknown = unknownExpand(asked.expand, expandable)
      return unknown ?? listPage(path, viewsOf(asked), asked)
    })
  return [
    list('/v1/refunds', (asked) =>
      newestFirst(
        paymentsOf(desk, asked).flatMap((payment) =>
          payment.refunds.map((refund) => refundView(payment, refund)),
        ),
      ),
    ),
    list('/v1/disputes', (asked) =>
      newestFirst(
        paymentsOf(desk, asked).flatMap((payment) =>
          payment.disputes.map((dispute) => disputeView(payment, dispute)),
        ),
      ),
    ),
    list(
      '/v1/balance_transactions',
      (asked) => {
        const expand = asking(asked.expand)
        const lines = desk.book.all().flatMap((payment) => bookLines(payment))
        return newestFirst(
          lines
            .filter(({ at }) => isWithin(unixSeconds(at), asked.created))
            .map((line) => bookedView(line, (path) => expand(`data.${path}`))),
        )
      },
      ['data.source'],
    ),
  ]
}

/** What was asked to be seen whole; asking for an inner object asks for the outer one too. */
function asking(paths: readonly string[] = []): Expand {
  return (path) => paths.some((each) => each === path || each.startsWith(`${path}.`))
}

function unknownExpand(paths: readonly string[] = [], known: readonly string[]) {
  const unknown = paths.find((path) => !known.includes(path))
  return unknown === undefined
    ? null
    : invalidRequest(`This property cannot be expanded (${unknown}).`, { param: 'expand' })
}

function paymentsOf(
  { book }: StripeDesk,
  { payment_intent: intent, charge }: List,
): StripePayment[] {
  const name = intent ?? charge
  if (name === undefined) return book.all().filter(hasIntent)
  const payment = findStripe(book, name)
  return payment ? [payment] : []
}

function newestFirst(views: View[]): View[] {
  return views
    .toReversed()
    .toSorted((one, other) => Number(other['created']) - Number(one['created']))
}

function isWithin(time: number, range: List['created'] = {}): boolean {
  const { gt = -1, gte = 0, lt = Infinity, lte = Infinity } = range
  return time > gt && time >= gte && time < lt && time <= lte
}
