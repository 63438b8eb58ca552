import type { Statement } from '@aetherflow/db/sql'
import type {
  PaymentGateway,
  StatementLine,
} from '@aetherflow/integrations/payment/payment-gateway'
import type { Deps } from '../../deps.ts'
import { isUuid } from '../../is-uuid.ts'
import { type BookDifference, bookDifferences } from './book-differences.ts'
import { dropForgotten } from './drop-forgotten.ts'
import { fiveAtATime } from './five-at-a-time.ts'
import { knownPayments } from './known-payments.ts'
import { ourLines } from './our-lines.ts'
import { readOrder } from './read-order.ts'
import { recordIncident } from './record-incident.ts'
import { resolveOrder } from './resolve-order.ts'

/** What a row keeps, and how many orders a comparison asks about. */
const mostDifferences = 100

const write: Statement = {
  name: 'gateway_statement_write',
  text: `INSERT INTO gateway_statements AS s
           (gateway, day, currency, matches, ours_minor, theirs_minor, lines, differences, checked_at)
         VALUES ($1, $2::date, $3, $4, $5::bigint, $6::bigint, $7, $8::jsonb, clock_now())
         ON CONFLICT (gateway, day, currency) DO UPDATE
            SET matches = excluded.matches, ours_minor = excluded.ours_minor, theirs_minor = excluded.theirs_minor,
                lines = excluded.lines, differences = excluded.differences, checked_at = excluded.checked_at`,
}

export type Books = {
  /** UTC, YYYY-MM-DD. */
  day: string
  theirs: StatementLine[]
  /** Theirs of the day and of the days just before. */
  recent: StatementLine[]
}

/**
 * Compares one day of a gateway's books with ours. Where they differ, the gateway is asked about those orders
 * first, as a webhook would have had us do; what differs even then is written down. Repeatable.
 */
export async function compareDay(
  deps: Deps,
  gateway: PaymentGateway,
  books: Books,
): Promise<BookDifference[]> {
  let differences = await differencesNow(deps, gateway, books)
  const orders = new Set(
    differences.flatMap(({ orderId }) => (orderId !== null && isUuid(orderId) ? [orderId] : [])),
  )
  if (orders.size > 0) {
    const asked = [...orders].slice(0, mostDifferences)
    await fiveAtATime(asked, async (orderId) => void (await resolveOrder(deps, orderId)))
    differences = await differencesNow(deps, gateway, books)
  }
  if (differences.length > 0) {
    await reportStrangers(deps, gateway, differences)
    differences = await dropForgotten(deps, gateway, await differencesNow(deps, gateway, books))
  }
  const currencies = [...gateway.currencies, ...books.theirs.map(({ currency }) => currency)]
  for (const currency of new Set(currencies))
    await writeDay(deps, gateway.id, books, currency, differences)
  return differences
}

/**
 * Money that came in for no order of ours credits nobody and lies before an admin. It must not stop settlement: then
 * anybody could, who pays a cent into the account.
 */
async function reportStrangers(
  { sql }: Deps,
  { id: gateway, merchant }: PaymentGateway,
  differences: readonly BookDifference[],
): Promise<void> {
  const payments = differences.filter(
    ({ kind, oursMinor, theirsMinor }) => kind === 'payment' && oursMinor === 0 && theirsMinor > 0,
  )
  for (const { gatewayPaymentId, orderId, currency, theirsMinor } of payments.slice(
    0,
    mostDifferences,
  )) {
    if (orderId !== null && isUuid(orderId) && (await readOrder(sql, orderId)) !== null) continue
    const seen = { gateway, gatewayPaymentId, orderId: null, currency, merchant }
    await recordIncident(sql, { ...seen, reason: 'UNKNOWN_ORDER', amountMinor: theirsMinor })
  }
}

async function differencesNow(
  { sql }: Deps,
  gateway: PaymentGateway,
  books: Books,
): Promise<BookDifference[]> {
  const ids = [...new Set(books.theirs.map(({ gatewayPaymentId }) => gatewayPaymentId))]
  const known = await knownPayments(sql, gateway.id, ids)
  return bookDifferences({ ...books, known, ours: await ourLines(sql, gateway.id, books.day) })
}

async function writeDay(
  deps: Deps,
  gatewayId: string,
  books: Books,
  currency: string,
  all: BookDifference[],
): Promise<void> {
  const lines = books.theirs.filter((line) => line.currency === currency)
  const differences = all.filter((difference) => difference.currency === currency)
  const theirsMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const gap = differences.reduce((sum, { oursMinor, theirsMinor: t }) => sum + oursMinor - t, 0)
  if (differences.length > 0)
    deps.log.error({ gateway: gatewayId, day: books.day, currency, gap }, 'books differ')
  await deps.sql.query(write, [
    gatewayId,
    books.day,
    currency,
    differences.length === 0,
    theirsMinor + gap,
    theirsMinor,
    lines.length,
    JSON.stringify(differences.slice(0, mostDifferences).map(withoutCurrency)),
  ])
}

const withoutCurrency = ({ currency: _, ...difference }: BookDifference) => difference
