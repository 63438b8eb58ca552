import type { Sql, Statement } from '@aetherflow/db/sql'
import type { ProviderExport } from '../statement-schemas.ts'
import { byteOrderMark, csvCredits, csvRow } from './csv.ts'
import { csvTexts } from './csv-texts.ts'
import { monthBounds } from './month-bounds.ts'

// Keyset on (created_at, task_id) behind the index by provider and time. Own keys' tasks paid nobody.
const batch: Statement = {
  name: 'provider_month_export',
  text: `SELECT s.task_id AS "taskId", s.created_at AS "settledAt", r.name AS "resourceName", s.resource_id AS "resourceId",
           t.model_id AS "modelId", s.price, s.fee, s.provider_share AS share, s.reversed,
           s.fee_reversed AS "feeReversed", s.state::text AS state, s.matures_at AS "maturesAt", s.matured_at AS "maturedAt"
         FROM settlements s JOIN tasks t ON t.id = s.task_id JOIN resources r ON r.id = s.resource_id
         WHERE s.provider_id = $1 AND s.created_at >= $2 AND s.created_at < $3 AND s.transfer_id IS NOT NULL
           AND (s.created_at, s.task_id) > ($4, $5::uuid)
         ORDER BY s.created_at, s.task_id LIMIT $6`,
}

type Row = {
  taskId: string
  settledAt: Date
  resourceName: string
  resourceId: string
  modelId: string
  price: bigint
  fee: bigint
  share: bigint
  reversed: bigint
  feeReversed: bigint
  state: string
  maturesAt: Date
  maturedAt: Date | null
}

const batchSize = 500

/** Every image that paid a provider in a month, in pieces of at most 500. Whose image it was is not said. */
export async function* providerMonthCsv(
  sql: Sql,
  userId: string,
  { month, locale }: ProviderExport,
): AsyncGenerator<string> {
  yield byteOrderMark + csvRow(csvTexts[locale].providerMonth)
  const { from, until } = monthBounds(month)
  let after: [Date, string] = [new Date(0), '00000000-0000-0000-0000-000000000000']
  while (true) {
    const rows = await sql.query<Row>(batch, [userId, from, until, ...after, batchSize])
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map(lineOf).join('')
    if (rows.length < batchSize) return
    after = [last.settledAt, last.taskId]
  }
}

function lineOf(row: Row): string {
  return csvRow([
    row.taskId,
    row.settledAt,
    row.resourceName,
    row.resourceId,
    row.modelId,
    csvCredits(row.price),
    csvCredits(row.fee),
    csvCredits(row.share),
    csvCredits(row.reversed),
    csvCredits(row.feeReversed),
    row.state,
    row.maturesAt,
    row.maturedAt,
  ])
}
