import { type CreditHundredths, creditHundredths } from '@aetherflow/db/quantities'
import type { Sql, Statement } from '@aetherflow/db/sql'
import { DomainError } from '../../domain-error.ts'

const read: Statement = {
  name: 'disputes_task',
  text: `SELECT d.status::text AS status, s.consumer_id AS "consumerId", s.provider_id AS "providerId", s.price, s.reversed,
           s.from_bonus AS bonus, s.from_promo AS "promoEarned", s.from_available AS available, s.from_earned AS earned,
           t.commission_bps AS "commissionBps", (
             SELECT coalesce(sum(r.price), 0)::bigint FROM chargeback_reversals r
             JOIN chargebacks b ON b.id = r.chargeback_id AND b.state IN ('debited', 'lost')
             WHERE r.task_id = d.task_id) AS "chargedBack"
         FROM disputes d JOIN settlements s ON s.task_id = d.task_id JOIN tasks t ON t.id = d.task_id
         WHERE d.id = $1::uuid`,
}
type Credits = CreditHundredths
export type DisputedRow = {
  status: string
  consumerId: string
  providerId: string
  price: Credits
  reversed: Credits
  bonus: Credits
  promoEarned: Credits
  available: Credits
  earned: Credits
  commissionBps: number
  chargedBack: Credits
}

/** What a dispute is about, as money; NOT_FOUND for an id that does not exist. */
export async function disputedTask(sql: Sql, disputeId: string): Promise<DisputedRow> {
  const [row] = await sql.query<DisputedRow>(read, [disputeId])
  if (row === undefined) throw new DomainError('NOT_FOUND')
  return row
}

/**
 * What a decision moves, in hundredths: all that is left of the price, a part of it, a compensation, or
 * nothing. Throws AMOUNT_OUT_OF_RANGE { most } for a refund of more than is left, or of nothing.
 */
export function amountOf(
  { price, reversed }: DisputedRow,
  input: {
    decision: 'refund_full' | 'refund_partial' | 'compensate' | 'reject'
    amount?: bigint | undefined
  },
): CreditHundredths {
  if (input.decision === 'reject') return creditHundredths(0n)
  if (input.decision === 'compensate') return creditHundredths(input.amount ?? 0n)
  const most = price - reversed
  const amount = input.decision === 'refund_full' ? most : (input.amount ?? 0n)
  if (amount <= 0n || amount > most)
    throw new DomainError('AMOUNT_OUT_OF_RANGE', { most: String(most) })
  return creditHundredths(amount)
}
