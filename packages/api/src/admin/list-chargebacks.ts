import type { Statement } from '@aetherflow/db/sql'
import type { UserCtx } from '../context.ts'
import { lastUuid, pageOf } from '../keyset.ts'
import { chargebackSelect, type ChargebackRow, toChargeback } from './internal/chargeback-rows.ts'
import type { ChargebackView } from './order-schemas.ts'

const page: Statement = {
  name: 'admin_chargebacks',
  text: `${chargebackSelect} WHERE b.id < $1 ORDER BY b.id DESC LIMIT $2`,
}

/** Payments that banks took back, newest first. */
export async function listChargebacks(
  { deps }: UserCtx,
  input: { before?: string | undefined; limit: number },
): Promise<{ chargebacks: ChargebackView[]; more: boolean }> {
  const { before = lastUuid, limit } = input
  const found = await deps.sql.query<ChargebackRow>(page, [before, limit + 1])
  const { rows, more } = pageOf(found, limit)
  return { chargebacks: rows.map(toChargeback), more }
}
